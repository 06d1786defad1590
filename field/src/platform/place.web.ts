/**
 * A browser lets one tab have the database open. The tab that holds the lock has it; others say so and can take over: the holder is asked to
 * finish and let go, and one that does not answer (asleep, broken) loses the lock.
 */
import { makeStore } from '@fettle/kit/store'

const LOCK = 'fettle-field-database'
const ANSWER = 3000
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(LOCK)
export const place = makeStore<'asking' | 'here' | 'elsewhere'>('asking')
let letGo: (() => void) | undefined
let close: () => Promise<void> = async () => undefined

export const onYield = (work: () => Promise<void>): void => {
  close = work
}

/** Hold the lock until told otherwise; resolves when it is known whether we have it. */
function request(options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK, options, async (lock) => {
        if (!lock) return resolve(false)
        place.set('here')
        resolve(true)
        await new Promise<void>((done) => {
          letGo = done
        })
      })
      // Somebody has taken it away from us, or stopped waiting.
      .catch(() => {
        resolve(false)
        if (place.get() === 'here') void yieldPlace()
      })
  })
}

export async function claim(): Promise<void> {
  if (place.get() === 'here') return
  if (!navigator.locks) return place.set('here')
  if (!(await request({ ifAvailable: true }))) place.set('elsewhere')
}

export async function takeOver(): Promise<void> {
  place.set('asking')
  channel?.postMessage('yield')
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), ANSWER)
  const given = await request({ signal: patience.signal })
  clearTimeout(timer)
  if (!given && !(await request({ steal: true }))) place.set('elsewhere')
}

/** What runs SQLite keeps its files until the page goes, so the page begins anew, and then finds them taken. */
async function yieldPlace(): Promise<void> {
  await close().catch(() => undefined)
  location.reload()
  letGo?.()
}

const AGAIN = 'fettle.field.again'
const MOST = 8

/** The files are still held by a page that is going. Only a new page can try again, a little later each time; resolves when that is no use. */
export async function startAgain(): Promise<void> {
  const tries = Number(sessionStorage.getItem(AGAIN) ?? 0) + 1
  sessionStorage.setItem(AGAIN, String(tries))
  if (tries > MOST) return started()
  await new Promise((resolve) => setTimeout(resolve, 100 * tries))
  location.reload()
  await new Promise(() => undefined)
}

export const started = (): void => sessionStorage.removeItem(AGAIN)

channel?.addEventListener('message', (event) => {
  if (event.data === 'yield' && place.get() === 'here') void yieldPlace()
})

export async function persist(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false
  } catch {
    return false
  }
}
