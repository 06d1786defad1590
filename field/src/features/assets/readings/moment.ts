/** When a reading was taken, as somebody says it: a day and a time on the clock of the tenant. Pure. */
import { addDays, dayOf, startOf } from '@/work/due'

export interface Moment {
  /** `2026-03-12`. */
  day: string
  /** As typed: `7:30`, `0730`, `7.30`, `7`. */
  time: string
}

/** Minutes since midnight. */
export function minutesOf(typed: string): number | undefined {
  const [, hours, minutes = '0'] = /^\s*(\d{1,2})(?:[:.h,\s]?(\d{2}))?\s*h?\s*$/i.exec(typed) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined
  return Number(hours) * 60 + Number(minutes)
}

/** In milliseconds; undefined where no time was typed that there is. */
export function instantOf({ day, time }: Moment, zone: string): number | undefined {
  const minutes = minutesOf(time)
  if (minutes === undefined) return undefined
  const at = startOf(day, zone) + minutes * 60_000
  // On days on which clocks change, minutes since midnight are not what the clock says.
  return at + (minutes - minutesOf(clockOf(at, zone))!) * 60_000
}

export const clockOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** Today and the days before it, the newest first. */
export function lastDays(now: number, zone: string, many: number): string[] {
  const today = dayOf(now, zone)
  return Array.from({ length: many }, (_, back) => addDays(today, -back))
}
