import type { Source } from '@/platform/bytes.types'
import type { Size } from './sizes'

/** What was picked: the file itself in a browser, else where it is. */
export interface Picked {
  uri: string
  file?: Blob
}

/** A picture as it is sent, and the small one for lists. Without what the camera wrote into it, the right way up. */
export interface Shrunk extends Size {
  picture: Source
  thumb: Source
}

/** This device cannot read the picture. */
export class Unreadable extends Error {
  readonly name = 'Unreadable'
}
