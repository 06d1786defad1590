/** When sync runs, and what is known of it. One run at a time; asked for while one runs, another follows. */
import type { Database } from '@nozbe/watermelondb'
import { makeStore, type Store } from '@fettle/kit/store'
import type { Progress, Refused } from './run.ts'
import { backoff, type Facts, NOTHING_YET, outcome, type SyncState, syncState } from './state.ts'

export interface EngineParts {
  run: (database: Database, onProgress: (progress: Progress) => void) => Promise<Refused[]>
  needsSignIn: (error: unknown) => boolean
  now: () => number
  later: (work: () => void, ms: number) => () => void
  /** Remembers when everything was last in step. */
  remember: (at: number) => void
}

export interface Engine {
  state: Store<SyncState>
  refused: Store<readonly Refused[]>
  /** Sync now. Resolves when the run that this asked for has ended, whatever came of it. */
  sync(): Promise<void>
  /** Sync soon; asked again meanwhile it waits again. */
  syncSoon(ms: number): void
  know(facts: Partial<Pick<Facts, 'online' | 'expired' | 'lastAt'>>): void
  stop(): void
}

export function makeEngine(database: Database, parts: EngineParts): Engine {
  let facts: Facts = NOTHING_YET
  let running: Promise<void> | undefined
  let wanted = false
  let stopped = false
  let failures = 0
  let cancel: (() => void) | undefined
  const state = makeStore<SyncState>(syncState(facts))
  const refused = makeStore<readonly Refused[]>([])

  const learn = (news: Partial<Facts>) => {
    if (stopped) return
    facts = { ...facts, ...news }
    state.set(syncState(facts))
  }

  const plan = (ms: number) => {
    cancel?.()
    cancel = stopped ? undefined : parts.later(() => void sync(), ms)
  }

  async function attempt(): Promise<void> {
    learn({ running: { phase: 'pull', received: 0, sent: 0 } })
    try {
      const found = await parts.run(database, (progress) => learn({ running: { ...progress } }))
      failures = 0
      const lastAt = parts.now()
      parts.remember(lastAt)
      if (found.length) refused.set([...refused.get(), ...found])
      learn({ running: undefined, failure: undefined, retryAt: undefined, unreachable: false, expired: false, lastAt })
    } catch (error) {
      failures += 1
      meet(error)
    }
  }

  function meet(error: unknown): void {
    const met = outcome(error, parts.needsSignIn)
    const base = { running: undefined, failure: undefined, retryAt: undefined, unreachable: false }
    if (met.kind === 'signIn') return learn({ ...base, expired: true })
    const wait = Math.max(backoff(failures), (met.kind === 'failed' && met.wait) || 0)
    const tooOld = met.kind === 'failed' && met.failure.reason === 'upgrade'
    if (!tooOld) plan(wait)
    if (met.kind === 'unreachable') return learn({ ...base, unreachable: true })
    learn({ ...base, failure: met.failure, retryAt: tooOld ? undefined : parts.now() + wait })
  }

  function sync(): Promise<void> {
    if (stopped) return Promise.resolve()
    cancel?.()
    if (running) {
      wanted = true
      return running
    }
    running = (async () => {
      do {
        wanted = false
        await attempt()
      } while (wanted && !stopped && !facts.expired && !facts.unreachable && !facts.failure)
    })().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    state,
    refused,
    sync,
    syncSoon(ms) {
      if (running) wanted = true
      // While the server wants to be left alone, a new write does not hurry it.
      else if (!facts.retryAt || facts.retryAt <= parts.now()) plan(ms)
    },
    know: learn,
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
