/** Reckoning with local days (`2026-03-12`): pure, without clocks and zones. */

const DAY = 86_400_000
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const written = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** Whether this is a day as addresses write it. */
export const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text)) && written(noon(text)) === text

export const addDays = (day: string, days: number): string => written(noon(day) + days * DAY)

/** How many days lie between two; negative when `to` is the earlier one. */
export const daysBetween = (from: string, to: string): number => Math.round((noon(to) - noon(from)) / DAY)

export const daysFrom = (first: string, count: number): string[] => Array.from({ length: count }, (_, at) => addDays(first, at))

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string): number => new Date(noon(day)).getUTCDay()

export const isWeekend = (day: string): boolean => weekdayOf(day) % 6 === 0

/** The day on or before `day` on which weeks begin, such as `monday`. */
export function startOfWeek(day: string, begins = 'monday'): string {
  return addDays(day, -((weekdayOf(day) - WEEKDAYS.indexOf(begins) + 7) % 7))
}

export const startOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

/** The first day of the month `months` later. */
export function addMonths(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return written(Date.UTC(year, month - 1 + months, 1, 12))
}
