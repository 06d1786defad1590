/** Names of weekdays and months in the language in force. */
import i18n from 'i18next'
import { WEEKDAYS, type Weekday } from './triggers'

type Length = 'long' | 'short' | 'narrow'

const named = (options: Intl.DateTimeFormatOptions, date: number): string =>
  new Intl.DateTimeFormat(i18n.language, { ...options, timeZone: 'UTC' }).format(date)

/** 5 January 2026 was a Monday. */
export function weekdayName(weekday: Weekday, length: Length = 'long'): string {
  return named({ weekday: length }, Date.UTC(2026, 0, 5 + WEEKDAYS.indexOf(weekday)))
}

/** `month` counts from 1. */
export function monthName(month: number, length: Length = 'long'): string {
  return named({ month: length }, Date.UTC(2026, month - 1, 15))
}

/** A day of every year, `04-01`, as `1 April`. */
export function dayOfYear(at: string): string {
  const [month, day] = at.split('-').map(Number) as [number, number]
  return named({ day: 'numeric', month: 'long' }, Date.UTC(2024, month - 1, day))
}

/** In 2024, a leap year: 29 February is a day of the season too. */
export const daysIn = (month: number): number => new Date(Date.UTC(2024, month, 0)).getUTCDate()
