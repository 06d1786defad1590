/** Where the server is. On a phone somebody says it when signing in; the web app comes from it. */
import Constants from 'expo-constants'
import { keep, readKept } from './kept'

const extra = Constants.expoConfig?.extra as { host?: string } | undefined
let address = `https://${extra?.host ?? 'example.org'}`

/** Whether the person has to say it. */
export const asksForServer = true
export const serverAddress = (): string => address

export async function readServer(): Promise<void> {
  address = (await readKept('server')) ?? address
}

/** Takes what somebody typed: `fettle.example.org` is enough. */
export async function takeServer(typed: string): Promise<void> {
  const text = typed.trim().replace(/\/+$/, '')
  address = /^https?:\/\//.test(text) ? text : `https://${text}`
  await keep('server', address)
}
