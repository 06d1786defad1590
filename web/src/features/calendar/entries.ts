/** When entries of the calendar stand on which days, and what moving them means. Pure but for the tenant's zone. */
import type { CalendarEntry, WorkOrderPatch, WorkOrderRow } from '@fettle/client'
import { addDays, daysBetween } from '@/lib/days'
import { instantOf, localDay, wallOf } from '@/lib/format'

export type Entry = CalendarEntry

/** The hour at which work begins that is dropped on a day and had no hour before. */
const DAY_BEGINS = 8 * 60
const OPEN = new Set(['new', 'approved', 'in_progress', 'on_hold'])
const MINUTE = 60_000
const HOUR = 3_600_000

/** The same for every reading of the same entry. */
export const keyOf = (entry: Entry): string => entry.id ?? `${entry.planId}/${entry.key}`

/** What a plan will make, before there is work. */
export const isForecast = (entry: Entry): boolean => entry.type === 'occurrence'

/** Whether somebody has set a time for it; otherwise it stands where it is due. */
export const isScheduled = (entry: Entry): boolean => !isForecast(entry) && !!entry.startsAt && !!entry.endsAt

export const isOpen = (entry: Entry): boolean => OPEN.has(entry.status)

/** The day on which it begins; undefined for work that stands nowhere. */
export const firstDay = (entry: Entry): string | undefined => entry.on ?? (entry.startsAt ? localDay(entry.startsAt) : undefined)

/** The last day that it reaches into. */
export function lastDay(entry: Entry): string | undefined {
  const first = firstDay(entry)
  if (!first || !entry.startsAt || !entry.endsAt) return first
  const last = localDay(new Date(Math.max(Date.parse(entry.endsAt) - 1, Date.parse(entry.startsAt))))
  return last < first ? first : last
}

/** Whether it belongs over the hours: due on the day, or lasting a day and more. */
export const isWholeDay = (entry: Entry): boolean =>
  !isScheduled(entry) || (firstDay(entry) !== lastDay(entry) && Date.parse(entry.endsAt!) - Date.parse(entry.startsAt!) >= 24 * HOUR)

/** Entries by the days on which they stand, of `days`. */
export function byDay(entries: readonly Entry[], days: readonly string[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>(days.map((day) => [day, []]))
  for (const entry of entries) {
    const first = firstDay(entry)
    const last = lastDay(entry)
    if (!first || !last) continue
    if (first === last) found.get(first)?.push(entry)
    else for (const day of days) if (day >= first && day <= last) found.get(day)!.push(entry)
  }
  for (const list of found.values()) list.sort(inOrder)
  return found
}

/** What lasts longer first, then whole days, then by the hour, the urgent before the rest. */
function inOrder(one: Entry, other: Entry): number {
  const time = (entry: Entry) => (isWholeDay(entry) ? 0 : Date.parse(entry.startsAt!))
  return (
    Number(isForecast(one)) - Number(isForecast(other)) ||
    time(one) - time(other) ||
    rank(other) - rank(one) ||
    one.title.localeCompare(other.title)
  )
}

const RANKS: Record<string, number> = { urgent: 4, high: 3, medium: 2, low: 1 }
const rank = (entry: Entry): number => (entry.overdue ? 8 : 0) + (RANKS[entry.priority ?? ''] ?? 0)

/** Minutes since midnight on the tenant's clock. */
export function minuteOf(at: string): number {
  const wall = wallOf(at)
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16))
}

/** Where an entry goes: another day, perhaps another hour. `from`: the day on which it was taken up. */
export interface Target {
  day: string
  minute?: number
}

/** The change that puts `entry` on another day or hour. What is scheduled keeps its hour, if none is given, and its length. */
export function movedTo(entry: Entry, to: Target, from = firstDay(entry)): { scheduledStart: string; scheduledEnd?: string } {
  const scheduled = isScheduled(entry)
  const first = firstDay(entry)
  const day = scheduled && first && from ? addDays(first, daysBetween(from, to.day)) : to.day
  const minute = to.minute ?? (scheduled ? minuteOf(entry.startsAt!) : DAY_BEGINS)
  const scheduledStart = instantOf(`${day}T${clock(minute)}`)
  if (!scheduled) return { scheduledStart }
  const length = Date.parse(entry.endsAt!) - Date.parse(entry.startsAt!)
  return { scheduledStart, scheduledEnd: new Date(Date.parse(scheduledStart) + length).toISOString() }
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** How the entry looks with a change, before the server has answered. */
export function changed(entry: Entry, change: WorkOrderPatch): Entry {
  const next: Entry = { ...entry, ...('assigneeId' in change && { assigneeId: change.assigneeId }), ...('crewId' in change && { crewId: change.crewId }) }
  if (change.scheduledStart === undefined) return next
  if (change.scheduledStart === null) return { ...next, on: null, startsAt: entry.dueAt, endsAt: null }
  const length = Number(entry.estimatedHours ?? 0) || 1
  const end = change.scheduledEnd ?? new Date(Date.parse(change.scheduledStart) + length * HOUR).toISOString()
  return { ...next, on: null, startsAt: change.scheduledStart, endsAt: end }
}

/** The change that takes `change` back. */
export function back(entry: Entry, change: WorkOrderPatch): WorkOrderPatch {
  const scheduled = isScheduled(entry)
  return {
    ...('scheduledStart' in change && { scheduledStart: scheduled ? entry.startsAt : null, scheduledEnd: scheduled ? entry.endsAt : null }),
    ...('assigneeId' in change && { assigneeId: entry.assigneeId ?? null }),
    ...('crewId' in change && { crewId: entry.crewId ?? null }),
  }
}

/** Work from a list as an entry that stands nowhere yet. */
export const fromRow = (row: WorkOrderRow, timeZone: string): Entry => ({
  type: 'work_order', id: row.id, number: row.number, title: row.title, status: row.status, priority: row.priority, kind: row.kind, dueAt: row.dueAt,
  overdue: row.overdue, timeZone, siteId: row.siteId, siteName: row.siteName, locationName: row.locationName, assigneeId: row.assigneeId,
  assigneeName: row.assigneeName, crewId: row.crewId, crewName: row.crewName, planId: row.planId, estimatedHours: row.estimatedHours, version: row.version,
})

export interface Placed {
  entry: Entry
  /** Minutes since midnight. */
  top: number
  length: number
  column: number
  columns: number
}

const SHORTEST = 30

/** The entries of one day beside one another where their hours overlap. */
export function beside(entries: readonly Entry[]): Placed[] {
  const spans = entries
    .map((entry) => {
      const top = minuteOf(entry.startsAt!)
      const length = Math.max((Date.parse(entry.endsAt!) - Date.parse(entry.startsAt!)) / MINUTE, SHORTEST)
      return { entry, top, length: Math.min(length, 24 * 60 - top), column: 0, columns: 1 }
    })
    .sort((one, other) => one.top - other.top || other.length - one.length)
  let group: Placed[] = []
  let ends: number[] = []
  const close = () => {
    for (const each of group) each.columns = ends.length
    group = []
    ends = []
  }
  for (const span of spans) {
    if (group.length > 0 && ends.every((end) => end <= span.top)) close()
    const free = ends.findIndex((end) => end <= span.top)
    span.column = free < 0 ? ends.length : free
    ends[span.column] = span.top + span.length
    group.push(span)
  }
  close()
  return spans
}
