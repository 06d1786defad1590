/** When work is due, as people say it: by days in the zone of the tenant. Pure. */

export type DueKind = 'overdue' | 'today' | 'soon' | 'later'

export interface Due {
  kind: DueKind
  /** Days from today: -2 is the day before yesterday. */
  days: number
  /** Whether a time of the day was said, or only the day. */
  timed: boolean
}

/** So many days ahead count as soon. */
export const SOON = 3
const DAY = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What is on the clock of a zone, as if that were UTC. */
function wall(at: number, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    clocks.set(zone, clock)
  }
  const [month, day, year, hour, minute, second] = clock.format(at).match(/\d+/g)!.map(Number) as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour % 24, minute, second) + (((at % 1000) + 1000) % 1000)
}

/** The day, `2026-03-12`, on which an instant falls in a zone. */
export const dayOf = (at: number, zone: string): string => new Date(wall(at, zone)).toISOString().slice(0, 10)

/** The instant at which a day begins in a zone. */
export function startOf(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  let guess = midnight
  // Twice: the first step may cross the hour at which clocks change.
  for (let step = 0; step < 2; step += 1) guess -= wall(guess, zone) - midnight
  return guess
}

export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** The last instant of a day: what is due on a day is due then. */
export const endOf = (day: string, zone: string): number => startOf(addDays(day, 1), zone) - 1

/** Undefined for what has no date. Work that is not open any more is never overdue: ask only for open work. */
export function dueOf(at: number | null, now: number, zone: string): Due | undefined {
  if (at === null) return undefined
  const days = Math.round((Date.parse(dayOf(at, zone)) - Date.parse(dayOf(now, zone))) / DAY)
  const timed = endOf(dayOf(at, zone), zone) - at >= 60_000
  if (at < now) return { kind: 'overdue', days, timed }
  return { kind: days === 0 ? 'today' : days <= SOON ? 'soon' : 'later', days, timed }
}

/** The key of the words for a date, in `fieldWork`, with what they need. */
export function dueWords({ kind, days }: Due): { key: 'due.overdue' | 'due.overdueToday' | 'due.yesterday' | 'due.today' | 'due.tomorrow' | 'due.inDays' | 'due.on'; count: number } {
  if (kind === 'overdue') return { key: days === 0 ? 'due.overdueToday' : days === -1 ? 'due.yesterday' : 'due.overdue', count: Math.abs(days) }
  if (days <= 1) return { key: days === 0 ? 'due.today' : 'due.tomorrow', count: days }
  return { key: days < 7 ? 'due.inDays' : 'due.on', count: days }
}
