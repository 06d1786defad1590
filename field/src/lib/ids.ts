import { getRandomValues } from 'expo-crypto'
import { uuidV7 } from './uuid.ts'

/** A new id, made on this device: what is made later sorts later. */
export function newId(): string {
  return uuidV7(Date.now(), getRandomValues(new Uint8Array(10)))
}
