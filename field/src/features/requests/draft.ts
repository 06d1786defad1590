/** A request that is being written. */
import { newId } from '@/lib/ids'

export const KIND = 'request'

export interface RequestDraft {
  /** Of the request to be, so that pictures can be taken before it is saved. */
  id: string
  text: string
  priority: string
  assetId: string | null
  siteId: string | null
  locationId: string | null
  /** Of the label that was scanned, where its place is not on this device. */
  code: string | null
  /** What stands there, where it could be asked. */
  codeName: string | null
}

export interface About {
  assetId?: string
  siteId?: string
  locationId?: string
  code?: string
}

/** One for each thing or place that a request was begun about, and one for all others. */
export const keyOf = ({ assetId, siteId, locationId, code }: About): string => `${KIND}.${assetId ?? locationId ?? siteId ?? code ?? 'new'}`

export const begin = ({ assetId, siteId, locationId, code }: About): RequestDraft => ({
  id: newId(),
  text: '',
  priority: 'medium',
  assetId: assetId ?? null,
  siteId: siteId ?? null,
  locationId: locationId ?? null,
  code: code ?? null,
  codeName: null,
})

/** The draft of a row of `drafts`, as far as it can be read. */
export function readDraft(value: string): Partial<RequestDraft> {
  try {
    const found: unknown = JSON.parse(value)
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}
