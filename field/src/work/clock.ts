/** Times of day as people type them, on the clock of the tenant. Pure. */
import { startOf } from './due.ts'

/** Minutes since midnight of `7:30`, `0730`, `7.30`, `7`; undefined for what is no time. */
export function minutesOf(typed: string): number | undefined {
  const [, hours, minutes = '0'] = /^\s*(\d{1,2})(?:[:.h,\s]?(\d{2}))?\s*h?\s*$/i.exec(typed) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined
  return Number(hours) * 60 + Number(minutes)
}

/** The instant at which the clock of a zone shows so many minutes since midnight on a day. */
export function instantAt(day: string, minutes: number, zone: string): number {
  const at = startOf(day, zone) + minutes * 60_000
  // On days on which clocks change, minutes since midnight are not what the clock says.
  return at + (minutes - minutesOf(clockOf(at, zone))!) * 60_000
}

export const clockOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
