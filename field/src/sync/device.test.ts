import { beforeEach, expect, it, vi } from 'vitest'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
let stored: Map<string, string>
let broken = false

vi.mock('expo-crypto', () => ({ getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }))
vi.mock('@/platform/kept', () => ({
  readKept: async (key: string) => {
    if (broken) throw new Error('no room')
    return stored.get(key) ?? null
  },
  keep: async (key: string, value: string) => {
    if (broken) throw new Error('no room')
    stored.set(key, value)
  },
}))

/** The app as it is after it was opened. */
const opened = async () => {
  vi.resetModules()
  return (await import('./device.ts')).deviceId
}

beforeEach(() => {
  stored = new Map()
  broken = false
})

it('is made once for an installation', async () => {
  const deviceId = await opened()
  const [first, second] = await Promise.all([deviceId(), deviceId()])
  expect(first).toMatch(UUID)
  expect(second).toBe(first)
  expect(await (await opened())()).toBe(first)
})

it('is another one on another phone', async () => {
  const first = await (await opened())()
  stored = new Map()
  expect(await (await opened())()).not.toBe(first)
})

it('holds until the app is closed where nothing can be kept', async () => {
  broken = true
  const deviceId = await opened()
  expect(await deviceId()).toMatch(UUID)
  expect(await deviceId()).toBe(await deviceId())
})
