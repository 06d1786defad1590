/** Small texts that this device keeps, whoever is signed in. No secrets: those are in secrets.ts. */
import Storage from 'expo-sqlite/kv-store'

export const readKept = (key: string): Promise<string | null> => Storage.getItem(`fettle.${key}`)
export const keep = (key: string, value: string): Promise<void> => Storage.setItem(`fettle.${key}`, value)
export const forget = async (key: string): Promise<void> => void (await Storage.removeItem(`fettle.${key}`))
