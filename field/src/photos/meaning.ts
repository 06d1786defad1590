/** What a failure means for a picture that was being sent. */
import { isStatus, Problem, Unreachable } from '@fettle/kit/problems'
import { Lost } from '../platform/bytes.types.ts'
import { pauseAfter } from './plan.ts'
import type { Trouble } from './way.ts'

export type Meaning = { kind: 'signIn' } | { kind: 'later'; trouble: Trouble; pause: number } | { kind: 'refused'; trouble: Trouble }

const HOUR = 3_600_000

export function meaning(error: unknown, tries: number, needsSignIn: (error: unknown) => boolean): Meaning {
  const later = (trouble: Trouble, pause = pauseAfter(tries)): Meaning => ({ kind: 'later', trouble, pause })
  if (needsSignIn(error)) return { kind: 'signIn' }
  if (error instanceof Lost) return { kind: 'refused', trouble: { reason: 'lost' } }
  if (error instanceof Unreachable || error instanceof TypeError || (error instanceof Error && error.name === 'AbortError')) return later({ reason: 'unreachable' })
  if (isStatus(error, 408, 425, 429, 500, 502, 503, 504)) return later({ reason: 'busy' })
  if (isStatus(error, 409) && error.type.endsWith('/quota-reached')) return later({ reason: 'quota' }, HOUR)
  if (isStatus(error, 409, 412)) return later({ reason: 'busy' })
  if (isStatus(error, 404)) return { kind: 'refused', trouble: { reason: 'gone' } }
  if (error instanceof Problem) {
    if (error.faults.some(({ pointer }) => pointer === '/subjectId')) return { kind: 'refused', trouble: { reason: 'gone' } }
    return { kind: 'refused', trouble: { reason: 'refused', detail: error.detail || error.title } }
  }
  return later({ reason: 'broken', detail: error instanceof Error ? error.message : String(error) })
}
