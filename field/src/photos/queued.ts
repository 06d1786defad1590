/** How a picture stands, for screens. */
import { type Facts, type Standing, type Wait, waitsFor } from './plan'
import { type Photo, type Trouble, troubleOf } from './way'

export interface QueuedPhoto {
  photo: Photo
  /** `failed`: refused for good, it stays until somebody removes it. `sent`: the server has it, its row comes with the next sync. */
  kind: 'waiting' | 'sending' | 'checking' | 'failed' | 'sent'
  /** 0 to 1, while it is being sent. */
  share: number
  wait?: Wait
  trouble?: Trouble
}

export interface Going {
  id: string | undefined
  share: number
}

export function asQueued(photo: Photo, standing: Standing, facts: Facts, going: Going): QueuedPhoto {
  const trouble = troubleOf(photo)
  if (photo.state === 'sent') return { photo, kind: 'sent', share: 1 }
  if (photo.state === 'refused') return { photo, kind: 'failed', share: 0, trouble }
  if (photo.id === going.id) return going.share >= 1 ? { photo, kind: 'checking', share: 1 } : { photo, kind: 'sending', share: going.share }
  if (photo.state === 'checking') return { photo, kind: 'checking', share: 1 }
  return { photo, kind: 'waiting', share: 0, wait: waitsFor(photo, standing, facts), trouble }
}
