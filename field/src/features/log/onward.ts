/** What becomes of the work order when work on it is logged. Pure. */
import { type May, type Moving, type Task, wayTo, type Written, writtenOn } from '@/work/moves'
import { unanswered } from '@/work/tasks'
import type { LogDraft, Onward } from './records.ts'

/** Where it can be afterwards, for this person. */
export function choices(order: Moving, may: May): Onward[] {
  const found: Onward[] = ['stay']
  if (order.status === 'approved' && wayTo(order, 'in_progress', may)) found.push('in_progress')
  if (order.status !== 'new' && order.status !== 'complete' && wayTo(order, 'complete', may)) found.push('complete')
  return found
}

/** What is chosen if nobody says anything: work that is logged has begun. */
export const usual = (order: Moving, may: May, lines: number): Onward => (lines > 0 && choices(order, may).includes('in_progress') ? 'in_progress' : 'stay')

/** `said` as far as it is still possible. */
export function onwardOf(draft: Pick<LogDraft, 'onward'>, order: Moving, may: May, lines: number): Onward {
  return draft.onward && choices(order, may).includes(draft.onward) ? draft.onward : usual(order, may, lines)
}

/** What that writes into the work order; nothing if it stays. */
export function writtenFor(order: Moving, to: Onward, may: May, now: number, note?: string): Written {
  const way = to === 'stay' ? undefined : wayTo(order, to, may)
  return way?.length ? writtenOn(order, way, { note }, now) : {}
}

/** The required tasks that would still be open with what the draft says. */
export const stillOpen = (tasks: readonly Task[], draft: Pick<LogDraft, 'tasks'>): Task[] =>
  unanswered(tasks).filter(({ id }) => !draft.tasks[id] || draft.tasks[id].said === 'worked')
