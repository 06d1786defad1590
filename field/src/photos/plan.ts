/** Which picture goes next, and what the others wait for. */
import { type Photo, troubleOf, wayOf } from './way.ts'

/** Of a picture's record: the server has it; it has not been sent yet; it is not on this device. */
export type Standing = 'there' | 'unsent' | 'missing'

export interface Facts {
  now: number
  online: boolean
  /** Nothing can be sent before somebody signs in again. */
  expired: boolean
  /** The network costs by volume. */
  metered: boolean
  wifiOnly: boolean
  /** Somebody said: now, whatever it costs. */
  anyway: boolean
}

export type Wait = 'record' | 'network' | 'signIn' | 'wifi' | 'later'

/** What keeps a picture from going now. */
export function waitsFor(photo: Photo, standing: Standing, facts: Facts): Wait | undefined {
  // A record that was here and is not any more may still take it: that is for the server to say.
  if (standing === 'unsent' || (standing === 'missing' && wayOf(photo).step === 'new')) return 'record'
  if (!facts.online) return 'network'
  if (facts.expired) return 'signIn'
  if (facts.wifiOnly && facts.metered && !facts.anyway) return 'wifi'
  if ((photo.next_try_at ?? 0) > facts.now) return 'later'
  return undefined
}

/** On its way, as opposed to there, or refused for good. */
export const isUnderWay = ({ state }: Pick<Photo, 'state'>): boolean => state !== 'sent' && state !== 'refused'

/** What was never tried before what failed, then the oldest. */
const inOrder = (a: Photo, b: Photo) => a.tries - b.tries || a.taken_at - b.taken_at || (a.id < b.id ? -1 : 1)

/** The picture to send now; else when it is worth looking again, if that is a matter of time. */
export function next(photos: readonly Photo[], standingOf: (photo: Photo) => Standing, facts: Facts): { photo?: Photo; wakeAt?: number } {
  const open = photos.filter(isUnderWay)
  const ready = open.filter((photo) => waitsFor(photo, standingOf(photo), facts) === undefined)
  if (ready.length) return { photo: ready.sort(inOrder)[0] }
  const later = open.filter((photo) => waitsFor(photo, standingOf(photo), facts) === 'later').map((photo) => photo.next_try_at!)
  return later.length ? { wakeAt: Math.min(...later) } : {}
}

const PAUSES = [5_000, 20_000, 60_000, 300_000, 900_000]

/** How long to leave a picture alone after `tries` failures. */
export const pauseAfter = (tries: number): number => PAUSES[Math.min(Math.max(tries, 1), PAUSES.length) - 1]!

/** Whether a network that came back, or somebody who did, is a reason to try this one at once: it failed at nothing else. */
export const revives = (photo: Photo): boolean =>
  isUnderWay(photo) && photo.next_try_at !== null && (troubleOf(photo)?.reason ?? 'unreachable') === 'unreachable'

/** What the server has but this device is never told of (the record is not for its owner any more) is kept for so long. */
const KEPT_AFTER = 30 * 86_400_000

/** Whether our copy of a picture that was sent may go. */
export const mayGo = (photo: Photo, arrived: ReadonlySet<string>, now: number): boolean => photo.state === 'sent' && (arrived.has(photo.id) || now - photo.updated_at > KEPT_AFTER)
