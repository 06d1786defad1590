/** Sends the pictures that wait, one after the other, whenever something has changed. */
import type { Store } from '@fettle/kit/store'
import { type Meaning, meaning } from './meaning.ts'
import { type Facts, isUnderWay, mayGo, next, type Standing } from './plan.ts'
import type { End } from './sending.ts'
import { type Photo, type Way, wayOf, wayText } from './way.ts'

type Values = Partial<Omit<Photo, 'id' | '_status' | '_changed'>>

export interface Parts {
  photos(): Promise<Photo[]>
  /** How the records of pictures stand. */
  standings(photos: readonly Photo[]): Promise<(photo: Photo) => Standing>
  /** Those that have come back from the server as its own. */
  arrived(photos: readonly Photo[]): Promise<ReadonlySet<string>>
  save(id: string, values: Values): Promise<void>
  send(photo: Photo, tell: (way: Way) => Promise<void>, signal: AbortSignal): Promise<End>
  /** The server's copy takes the place of ours. */
  giveWay(photo: Photo): Promise<void>
  facts(): Facts
  needsSignIn(error: unknown): boolean
  later(work: () => void, ms: number): () => void
  /** Some were sent, and nothing more can go now. */
  emptied(): void
}

export interface Engine {
  /** Look whether something can go. Resolves when nothing more can for now. */
  run(): Promise<void>
  /** Stop sending this one: it is removed. */
  drop(id: string): void
  stop(): void
}

/** What the server looks at for longer, it is asked for again after this time. */
const CHECKING = 15_000
const SIGN_IN = 120_000

export function makeEngine(parts: Parts, sending: Store<string | undefined>): Engine {
  let running: Promise<void> | undefined
  let wanted = false
  let stopped = false
  let cancel: (() => void) | undefined
  let end: AbortController | undefined

  async function round(): Promise<boolean> {
    const photos = await parts.photos()
    const standing = await parts.standings(photos)
    await tidied(photos, standing)
    const { photo, wakeAt } = next(photos, standing, parts.facts())
    if (wakeAt !== undefined) cancel = parts.later(() => void run(), Math.max(0, wakeAt - parts.facts().now))
    if (!photo || stopped) return false
    await one(photo)
    return true
  }

  async function tidied(photos: readonly Photo[], standing: (photo: Photo) => Standing): Promise<void> {
    const sent = photos.filter(({ state }) => state === 'sent')
    const arrived = sent.length ? await parts.arrived(sent) : new Set<string>()
    for (const photo of sent) if (mayGo(photo, arrived, parts.facts().now)) await parts.giveWay(photo)
    for (const photo of photos) {
      if (isUnderWay(photo) && wayOf(photo).step === 'new' && standing(photo) !== 'missing') {
        await parts.save(photo.id, { upload: wayText({ ...wayOf(photo), step: 'known' }) })
      }
    }
  }

  async function one(photo: Photo): Promise<void> {
    end = new AbortController()
    sending.set(photo.id)
    try {
      await parts.save(photo.id, { state: 'sending' })
      const ended = await parts.send(photo, (way) => parts.save(photo.id, { upload: wayText(way) }), end.signal)
      await parts.save(photo.id, after(ended, photo))
    } catch (error) {
      if (!end.signal.aborted) await parts.save(photo.id, failed(photo, meaning(error, photo.tries + 1, parts.needsSignIn)))
    } finally {
      sending.set(undefined)
      end = undefined
    }
  }

  function after(ended: End, photo: Photo): Values {
    const { now } = parts.facts()
    if (ended.kind === 'sent') return { state: 'sent', sent: photo.size, error: null, next_try_at: null, updated_at: now }
    if (ended.kind === 'checking') return { state: 'checking', error: null, next_try_at: now + CHECKING }
    return { state: 'refused', error: JSON.stringify({ reason: 'refused', detail: ended.detail }), next_try_at: null }
  }

  function failed(photo: Photo, met: Meaning): Values {
    if (met.kind === 'refused') return { state: 'refused', error: JSON.stringify(met.trouble), next_try_at: null }
    // Signing in again makes it due; should that not be noticed, it asks again by itself.
    if (met.kind === 'signIn') return { state: 'waiting', next_try_at: parts.facts().now + SIGN_IN }
    return { state: 'waiting', tries: photo.tries + 1, error: JSON.stringify(met.trouble), next_try_at: parts.facts().now + met.pause }
  }

  function run(): Promise<void> {
    if (stopped) return Promise.resolve()
    cancel?.()
    cancel = undefined
    wanted = true
    running ??= (async () => {
      let sent = 0
      while (wanted && !stopped) {
        wanted = false
        while (!stopped && (await round())) sent += 1
      }
      if (sent && !stopped) parts.emptied()
    })().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    run,
    drop: (id) => sending.get() === id && end?.abort(),
    stop() {
      stopped = true
      cancel?.()
      end?.abort()
    },
  }
}
