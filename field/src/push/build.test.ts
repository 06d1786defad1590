import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { projectOf, stateOf } from './told.ts'

const PROJECT = '0f8fad5b-d9cb-469f-a165-70867728950e'
const NAMES = ['FETTLE_APP_HOST', 'FETTLE_APP_ID', 'FETTLE_APP_NAME', 'FETTLE_EXPO_PROJECT', 'FETTLE_GOOGLE_SERVICES']

beforeEach(() => NAMES.forEach((name) => vi.stubEnv(name, '')))
afterEach(() => vi.unstubAllEnvs())

/** What a build with these settings carries. */
async function built(settings: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  vi.resetModules()
  return (await import('../../app.config.ts')).default
}

it('a build without settings gets no push messages, and says so', async () => {
  const { extra, ios, android } = await built()
  for (const system of ['ios', 'android']) expect(stateOf(projectOf(extra, system) ? 'yes' : 'noProject', 'granted', true)).toBe('noProject')
  expect([ios?.bundleIdentifier, android?.package, android?.googleServicesFile]).toEqual(['app.fettle.field', 'app.fettle.field', undefined])
  expect(projectOf(undefined, 'ios')).toBeUndefined()
})

it('a project is enough for iOS; Android needs the file of Firebase too', async () => {
  const apple = (await built({ FETTLE_EXPO_PROJECT: PROJECT })).extra
  expect([projectOf(apple, 'ios'), projectOf(apple, 'android')]).toEqual([PROJECT, undefined])
  const both = await built({ FETTLE_EXPO_PROJECT: PROJECT, FETTLE_GOOGLE_SERVICES: '/keys/google-services.json' })
  expect(projectOf(both.extra, 'android')).toBe(PROJECT)
  expect(both.android?.googleServicesFile).toBe('/keys/google-services.json')
})

it('an app of an organisation has its own id, name and host', async () => {
  const { name, ios, android } = await built({ FETTLE_APP_HOST: 'fettle.example.org', FETTLE_APP_ID: 'org.example.fettle', FETTLE_APP_NAME: 'Park works' })
  expect([name, ios?.bundleIdentifier, android?.package, ios?.associatedDomains]).toEqual(['Park works', 'org.example.fettle', 'org.example.fettle', ['applinks:fettle.example.org']])
})

it.each([['FETTLE_EXPO_PROJECT', 'fettle'], ['FETTLE_APP_ID', 'fettle'], ['FETTLE_APP_HOST', 'https://fettle.example.org/'], ['FETTLE_GOOGLE_SERVICES', 'key.p8']])('a wrong %s ends the build with its name', async (name, value) =>
  expect(built({ [name]: value })).rejects.toThrow(name))
