/** What of a work order can be said anew in the field, what is wrong with it, and what becomes of it. Pure. */
import { clockOf, instantAt, minutesOf } from '@/work/clock'
import { addDays, dayOf, endOf } from '@/work/due'
import { isOpen } from '@/work/status'

/** What somebody has said anew; what is missing stays as it is, also if the office changes it meanwhile. */
export interface Change {
  title?: string
  description?: string
  priority?: string
  /** `2026-03-12`; null for no date. */
  dueDay?: string | null
  /** As typed; empty for the whole day. */
  dueTime?: string
  /** As typed. */
  hours?: string
}

export interface Changeable {
  status: string
  title: string
  description: string | null
  priority: string
  due_at: number | null
  estimated_hours: number | null
}

export type Part = 'title' | 'description' | 'priority' | 'due' | 'hours'
export type Fault = 'missing' | 'tooLong' | 'noTime' | 'noNumber' | 'tooLarge'

/** What the office takes at most. */
export const LONGEST = { title: 500, description: 20_000 } as const
const LARGEST_HOURS = 9_999_999_999
/** So many days ahead can be chosen. */
const AHEAD = 365

/** Which parts may still be changed: what was done is settled, but not how it is described. */
export const changeable = (order: { status: string }): readonly Part[] =>
  isOpen(order) ? ['title', 'description', 'priority', 'due', 'hours'] : order.status === 'complete' ? ['description'] : []

export type Shown = Required<Change>

/** What the fields show: what was said anew, else what is. */
export function shownOf(order: Changeable, change: Change, zone: string): Shown {
  const { due_at: due, estimated_hours: hours } = order
  const day = due === null ? null : dayOf(due, zone)
  const timed = due !== null && endOf(day!, zone) - due >= 60_000
  const { dueDay = day } = change
  return {
    title: change.title ?? order.title,
    description: change.description ?? order.description ?? '',
    priority: change.priority ?? order.priority,
    dueDay,
    dueTime: dueDay === null ? '' : (change.dueTime ?? (timed ? clockOf(due, zone) : '')),
    hours: change.hours ?? (hours === null ? '' : String(hours)),
  }
}

/** As the office counts: an emoji is one character. */
const lengthOf = (text: string): number => [...text.trim()].length

export function faultsOf(shown: Shown): Partial<Record<Part, Fault>> {
  const faults: Partial<Record<Part, Fault>> = {}
  if (!shown.title.trim()) faults.title = 'missing'
  else if (lengthOf(shown.title) > LONGEST.title) faults.title = 'tooLong'
  if (lengthOf(shown.description) > LONGEST.description) faults.description = 'tooLong'
  if (shown.dueDay !== null && shown.dueTime.trim() && minutesOf(shown.dueTime) === undefined) faults.due = 'noTime'
  const hours = Number(shown.hours)
  if (!Number.isFinite(hours) || hours < 0) faults.hours = 'noNumber'
  else if (hours > LARGEST_HOURS) faults.hours = 'tooLarge'
  return faults
}

export type Written = Partial<Pick<Changeable, 'title' | 'description' | 'priority' | 'due_at' | 'estimated_hours'>>

/** The columns that become something else, and only these: another one that somebody changed in the office stays theirs. */
export function changedIn(order: Changeable, change: Change, zone: string): Written {
  const shown = shownOf(order, change, zone)
  const written: Required<Written> = {
    title: shown.title.trim(),
    description: shown.description.trim() || null,
    priority: shown.priority,
    due_at: change.dueDay === undefined && change.dueTime === undefined ? order.due_at : dueOf(shown, zone),
    estimated_hours: shown.hours.trim() ? Math.round(Number(shown.hours) * 10_000) / 10_000 : null,
  }
  const open = new Set<string>(changeable(order).map((part) => ({ due: 'due_at', hours: 'estimated_hours' })[part as string] ?? part))
  return Object.fromEntries(Object.entries(written).filter(([name, value]) => open.has(name) && !same(value, order[name as keyof Written]))) as Written
}

/** Nothing is said in two ways. */
const same = (one: unknown, other: unknown): boolean => (one ?? '') === (other ?? '')

function dueOf({ dueDay, dueTime }: Shown, zone: string): number | null {
  if (dueDay === null) return null
  const minutes = minutesOf(dueTime)
  return minutes === undefined ? endOf(dueDay, zone) : instantAt(dueDay, minutes, zone)
}

/** The days that can be chosen, and the one that is. */
export function daysFrom(today: string, chosen: string | null): string[] {
  const ahead = Array.from({ length: AHEAD + 1 }, (_, days) => addDays(today, days))
  return chosen === null || ahead.includes(chosen) ? ahead : [chosen, ...ahead]
}
