/** What sync is doing, in one word and what belongs to it. */
import { isStatus, Problem, Unreachable } from '@fettle/kit/problems'

/** Why a run failed. `problem`: the server said why; `upgrade`: this app is too old for it; `broken`: on this device. */
export type Failure =
  | { reason: 'problem'; status: number; detail: string; requestId: string | undefined }
  | { reason: 'upgrade' }
  | { reason: 'busy'; status: number }
  | { reason: 'broken'; detail: string }

export type SyncState =
  | { kind: 'idle'; lastAt: number | undefined }
  | { kind: 'syncing'; phase: 'pull' | 'push'; received: number; sent: number; lastAt: number | undefined }
  | { kind: 'offline'; lastAt: number | undefined }
  | { kind: 'signIn'; lastAt: number | undefined }
  | { kind: 'failed'; failure: Failure; retryAt: number | undefined; lastAt: number | undefined }

export interface Facts {
  online: boolean
  /** The server did not answer, though there is a network. */
  unreachable: boolean
  expired: boolean
  running: { phase: 'pull' | 'push'; received: number; sent: number } | undefined
  failure: Failure | undefined
  retryAt: number | undefined
  lastAt: number | undefined
}

export const NOTHING_YET: Facts = {
  online: true,
  unreachable: false,
  expired: false,
  running: undefined,
  failure: undefined,
  retryAt: undefined,
  lastAt: undefined,
}

/** A run under way says most; then what hinders the next one; then what the last one met. */
export function syncState({ online, unreachable, expired, running, failure, retryAt, lastAt }: Facts): SyncState {
  if (running) return { kind: 'syncing', ...running, lastAt }
  if (expired) return { kind: 'signIn', lastAt }
  if (!online || unreachable) return { kind: 'offline', lastAt }
  if (failure) return { kind: 'failed', failure, retryAt, lastAt }
  return { kind: 'idle', lastAt }
}

export type Outcome = { kind: 'unreachable' } | { kind: 'signIn' } | { kind: 'failed'; failure: Failure; wait: number | undefined }

/** What an error of a run means. `wait`: how long the server wants to be left alone, in milliseconds. */
export function outcome(error: unknown, needsSignIn: (error: unknown) => boolean): Outcome {
  if (needsSignIn(error)) return { kind: 'signIn' }
  if (error instanceof Unreachable) return { kind: 'unreachable' }
  if (isStatus(error, 410)) return { kind: 'failed', failure: { reason: 'upgrade' }, wait: undefined }
  if (isStatus(error, 429, 502, 503, 504)) return { kind: 'failed', failure: { reason: 'busy', status: error.status }, wait: waitOf(error) }
  if (error instanceof Problem) {
    const { status, detail, title, requestId } = error
    return { kind: 'failed', failure: { reason: 'problem', status, detail: detail || title, requestId }, wait: undefined }
  }
  return { kind: 'failed', failure: { reason: 'broken', detail: error instanceof Error ? error.message : String(error) }, wait: undefined }
}

const waitOf = (error: Problem): number | undefined => (error as Problem & { retryAfter?: number }).retryAfter

/** How long until the next try by itself, after `failures` in a row: half a minute at first, then longer, at most a quarter of an hour. */
export const backoff = (failures: number): number => Math.min(30_000 * 2 ** Math.max(0, failures - 1), 900_000)

/** `Retry-After`: seconds, or a date. In milliseconds from `now`. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
