/** What is kept beside the database: pictures on their way, small pictures, documents for offline. One folder for each person in a tenant. */
export type Area = 'photos' | 'thumbs' | 'previews' | 'documents'

export interface Kept {
  key: string
  size: number
  /** When it was put there. */
  at: number
}

/** Bytes to keep: what a browser holds, or where a phone has them. */
export type Source = Blob | string

/** An address that an image takes, until it is released. */
export interface Lent {
  uri: string
  release(): void
}

export interface Upload {
  url: string
  method: string
  headers: Record<string, string>
  onProgress(share: number): void
  signal: AbortSignal
}

export interface Bytes {
  /** Resolves with the size when it is safely there. Rejects with `NoRoom` when it does not fit. */
  put(area: Area, key: string, source: Source): Promise<number>
  lend(area: Area, key: string): Promise<Lent | undefined>
  /** In base64, for a text that carries them. */
  base64(area: Area, key: string): Promise<string | undefined>
  list(area: Area): Promise<Kept[]>
  move(from: Area, key: string, to: Area, toKey: string): Promise<void>
  remove(area: Area, key: string): Promise<void>
  /** Rejects with `Unreachable`, with a `Problem`, or with `NoRoom`. */
  download(area: Area, key: string, url: string, headers?: Record<string, string>): Promise<number>
  /** Resolves with the status of the answer. Rejects with `Lost` when there are no such bytes, and with `Unreachable`. */
  upload(area: Area, key: string, upload: Upload): Promise<number>
  /** All that is kept for this person. */
  forget(): Promise<void>
}

/** There is no room on this device. */
export class NoRoom extends Error {
  readonly name = 'NoRoom'
}

/** The bytes are not on this device any more. */
export class Lost extends Error {
  readonly name = 'Lost'
}
