/** The clock of work under way: one for each person, kept as the instant at which it started. Pure. */
import { clocked } from './hours.ts'

export interface Timer {
  workOrderId: string
  /** What is read where it is offered again. */
  title: string
  staffId: string
  startedAt: number
}

export const TIMER = 'timer'
/** Nobody works longer at a stretch: somebody forgot to stop it. */
export const FORGOTTEN = 16 * 3_600_000

export function readTimer(value: string | undefined): Timer | undefined {
  if (!value) return undefined
  try {
    const found = JSON.parse(value) as Partial<Timer>
    return typeof found.startedAt === 'number' && found.workOrderId && found.staffId ? { title: '', ...found } as Timer : undefined
  } catch {
    return undefined
  }
}

/** A phone whose clock was set back has worked no negative time. */
export const ranFor = ({ startedAt }: Timer, now: number): number => Math.max(0, now - startedAt)
export const isForgotten = (timer: Timer, now: number): boolean => ranFor(timer, now) >= FORGOTTEN

/** What it comes to when it is stopped now, 24 hours at most. */
export const hoursOf = (timer: Timer, now: number): number => Math.min(24, clocked(ranFor(timer, now)))
