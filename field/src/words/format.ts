/** Dates, numbers and durations as this person reads them. */
import i18n from 'i18next'

let manners: { locale?: string; zone?: string; currency?: string } = {}

export const takeManners = (given: typeof manners): void => {
  manners = given
}

const locale = () => (manners.locale?.startsWith(i18n.language) ? manners.locale : i18n.language)
const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${manners.zone} ${JSON.stringify(options)}`
  const made = (cache.get(key) as Intl.DateTimeFormat | undefined) ?? new Intl.DateTimeFormat(locale(), { timeZone: manners.zone, ...options })
  cache.set(key, made)
  return made
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${JSON.stringify(options)}`
  const made = (cache.get(key) as Intl.NumberFormat | undefined) ?? new Intl.NumberFormat(locale(), options)
  cache.set(key, made)
  return made
}

/** `at`: milliseconds since 1970. */
export const asDay = (at: number): string => dates({ weekday: 'short', day: 'numeric', month: 'short' }).format(at)
export const asTime = (at: number): string => dates({ hour: 'numeric', minute: '2-digit' }).format(at)
export const asMoment = (at: number): string => dates({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(at)
/** A day without a time, `2026-03-02`. */
export const asDate = (day: string): string => dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day))
export const asNumber = (value: number, digits = 2): string => numbers({ maximumFractionDigits: digits }).format(value)
export const asMoney = (value: number): string => numbers({ style: 'currency', currency: manners.currency ?? 'USD' }).format(value)
