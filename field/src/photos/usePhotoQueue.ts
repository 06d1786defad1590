/** The pictures that have not arrived, for screens. */
import { useMemo } from 'react'
import { useLive } from '@/db'
import { isUnderWay } from './plan'
import { asQueued, type QueuedPhoto } from './queued'
import { removePhoto, retryPhoto } from './queue'
import { everyPhoto, standings } from './records'
import { anyway } from './running'
import { SUBJECTS } from './subjects'
import { useFacts, useGoing } from './useFacts'

export interface PhotoQueue {
  items: readonly QueuedPhoto[]
  waiting: number
  sending: number
  failed: number
  /** What is still to be sent. */
  bytes: number
  /** Some wait for a network that does not cost by volume. */
  savingData: boolean
  retry: (id: string) => void
  remove: (id: string) => Promise<void>
  /** Send over any network, this once. */
  sendAnyway: () => void
}

const TABLES = ['photos' as const, ...Object.values(SUBJECTS)]
const read = async (database: Parameters<typeof everyPhoto>[0]) => {
  const photos = (await everyPhoto(database)).filter(({ state }) => state !== 'sent').sort((a, b) => a.taken_at - b.taken_at)
  return { photos, standing: await standings(database, photos) }
}

/** `undefined` until known. */
export function usePhotoQueue(): PhotoQueue | undefined {
  const found = useLive(TABLES, read, [])
  const facts = useFacts()
  const going = useGoing()
  return useMemo(() => {
    if (!found) return undefined
    const items = found.photos.map((photo) => asQueued(photo, found.standing(photo), { ...facts, now: Date.now() }, going))
    const count = (...kinds: QueuedPhoto['kind'][]) => items.filter(({ kind }) => kinds.includes(kind)).length
    return {
      items,
      waiting: count('waiting'),
      sending: count('sending', 'checking'),
      failed: count('failed'),
      bytes: items.filter(({ photo }) => isUnderWay(photo)).reduce((sum, item) => sum + item.photo.size * (1 - item.share), 0),
      savingData: items.some(({ wait }) => wait === 'wifi'),
      retry: (id) => void retryPhoto(id),
      remove: removePhoto,
      sendAnyway: () => anyway.set(true),
    }
  }, [found, facts, going])
}
