/** When a reading was taken, as somebody says it: a day and a time on the clock of the tenant. Pure. */
import { instantAt, minutesOf } from '@/work/clock'
import { addDays, dayOf } from '@/work/due'

export { clockOf, minutesOf } from '@/work/clock'

export interface Moment {
  /** `2026-03-12`. */
  day: string
  /** As typed: `7:30`, `0730`, `7.30`, `7`. */
  time: string
}

/** In milliseconds; undefined where no time was typed that there is. */
export function instantOf({ day, time }: Moment, zone: string): number | undefined {
  const minutes = minutesOf(time)
  if (minutes === undefined) return undefined
  return instantAt(day, minutes, zone)
}

/** Today and the days before it, the newest first. */
export function lastDays(now: number, zone: string, many: number): string[] {
  const today = dayOf(now, zone)
  return Array.from({ length: many }, (_, back) => addDays(today, -back))
}
