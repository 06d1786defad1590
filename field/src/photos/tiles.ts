/** The pictures of a record, those on the server and those on their way there, as one list. */
import type { Row } from '@/db'
import type { QueuedPhoto } from './queued'

export interface TileOf {
  /** The server's id, also of what is not there yet: a picture keeps its place when it arrives. */
  id: string
  role: string
  caption: string
  takenAt: number
  by: string | null
  pairedWithId: string | null
  /** What this device has of it before it has arrived. */
  queued?: QueuedPhoto
  stored?: Row<'attachments'>
}

const PICTURE = /^image\/(jpeg|png|webp|gif|avif)$/

/** What is read rather than looked at, even if it is a picture of a page. */
export const isPaper = ({ role }: Pick<Row<'attachments'>, 'role'>): boolean => role === 'manual' || role === 'document'

/** Whether the eye can look at it, as opposed to a document. */
export const isPicture = ({ media_type, preview }: Pick<Row<'attachments'>, 'media_type' | 'preview'>): boolean =>
  preview === 'made' || preview === 'waiting' || PICTURE.test(media_type)

export function tilesOf(stored: readonly Row<'attachments'>[], queued: readonly QueuedPhoto[], by: string): TileOf[] {
  const there = new Set(stored.map(({ id }) => id))
  const ours = queued.filter(({ photo }) => !there.has(photo.attachment_id ?? photo.id))
  return [
    ...stored.filter((each) => isPicture(each) && !isPaper(each)).map((each) => ({
      id: each.id, role: each.role, caption: each.caption ?? '', takenAt: each.taken_at ?? each.created_at ?? 0, by: each.created_by, pairedWithId: each.paired_with_id, stored: each,
    })),
    ...ours.map((each) => ({
      id: each.photo.attachment_id ?? each.photo.id, role: each.photo.role ?? 'detail', caption: each.photo.caption ?? '', takenAt: each.photo.taken_at, by, pairedWithId: null, queued: each,
    })),
  ].sort((a, b) => a.takenAt - b.takenAt || (a.id < b.id ? -1 : 1))
}

/** Before and after side by side: what somebody paired, else what stands in the same place. */
export function pairsOf(before: readonly TileOf[], after: readonly TileOf[]): [TileOf | undefined, TileOf | undefined][] {
  const left = new Set(after)
  const made = before.map((one): [TileOf | undefined, TileOf | undefined] => {
    const partner = after.find((other) => left.has(other) && (other.id === one.pairedWithId || other.pairedWithId === one.id))
    if (partner) left.delete(partner)
    return [one, partner]
  })
  const rest = [...left]
  for (const pair of made) if (!pair[1] && rest.length) pair[1] = rest.shift()
  return [...made, ...rest.map((one): [TileOf | undefined, TileOf | undefined] => [undefined, one])]
}
