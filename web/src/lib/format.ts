/** Dates, numbers, money, durations as this person and tenant write them. All pure but for the language and tenant in force. */
import i18n from 'i18next'

interface Manners {
  locale: string
  zone: string
  currency: string
}

let manners: Manners = { locale: 'en', zone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: 'USD' }
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>()

/** Take the locale (`en-US`), time zone and currency that everything is written in from now on. */
export function takeManners(next: Partial<Manners>): void {
  manners = { ...manners, ...next }
  made.clear()
}

export const zone = (): string => manners.zone
export const currency = (): string => manners.currency

function locale(): string {
  return manners.locale.startsWith(i18n.language) ? manners.locale : i18n.language
}

function kept<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  let format = made.get(`${locale()} ${key}`)
  if (!format) made.set(`${locale()} ${key}`, (format = make()))
  return format as T
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(JSON.stringify(options), () => new Intl.DateTimeFormat(locale(), { timeZone: manners.zone, ...options }))
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(JSON.stringify(options), () => new Intl.NumberFormat(locale(), options))
}

type Given = string | number | null | undefined

/** A day, `12 Mar 2026`; without the year when it is this one. Takes an instant or a local date (`2026-03-12`). */
export function day(at: string | null | undefined, options: { year?: boolean; weekday?: boolean } = {}): string {
  if (!at) return ''
  const local = at.length === 10
  const instant = local ? new Date(`${at}T12:00:00Z`) : new Date(at)
  const year = options.year ?? instant.getUTCFullYear() !== new Date().getUTCFullYear()
  return dates({
    day: 'numeric',
    month: 'short',
    ...(year && { year: 'numeric' }),
    ...(options.weekday && { weekday: 'short' }),
    ...(local && { timeZone: 'UTC' }),
  }).format(instant)
}

/** The name of a local day's weekday, `Thu` or `Thursday`. */
export function weekday(at: string, length: 'short' | 'long' = 'short'): string {
  return dates({ weekday: length, timeZone: 'UTC' }).format(new Date(`${at}T12:00:00Z`))
}

/** Hours and minutes in the tenant's zone. */
export function time(at: string | null | undefined): string {
  return at ? dates({ hour: 'numeric', minute: '2-digit' }).format(new Date(at)) : ''
}

export function moment(at: string | null | undefined): string {
  return at ? `${day(at)}, ${time(at)}` : ''
}

/** The day and the second, for logs and audit. */
export function exactly(at: string): string {
  return dates({ dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}

/** The first day of a month or `2026-03` as `Mar 2026`. */
export function month(at: string): string {
  return dates({ month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${at.slice(0, 7)}-15T12:00:00Z`))
}

const UNITS: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** `in 3 days`, `2 hours ago`. */
export function relative(at: string | null | undefined, now = Date.now()): string {
  if (!at) return ''
  const seconds = (new Date(at).getTime() - now) / 1000
  const format = kept('relative', () => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }))
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60]
  return format.format(Math.trunc(seconds / size), unit)
}

/** The local day (`2026-03-12`) on which an instant falls in the tenant's zone. */
export function localDay(at: string | Date): string {
  return kept('local day', () =>
    new Intl.DateTimeFormat('en-CA', { timeZone: manners.zone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  ).format(typeof at === 'string' ? new Date(at) : at)
}

/** The instant at which `wall` (`2026-03-12T09:30`) is on the clock of the tenant's zone, as ISO 8601 in UTC. */
export function instantOf(wall: string): string {
  const asIfUtc = Date.parse(`${wall.length === 10 ? `${wall}T00:00` : wall}Z`)
  let guess = asIfUtc - offset(asIfUtc)
  guess = asIfUtc - offset(guess)
  return new Date(guess).toISOString()
}

/** What is on the clock of the tenant's zone at `at`, as a form's `datetime-local` wants it. */
export function wallOf(at: string | null | undefined): string {
  if (!at) return ''
  const instant = Date.parse(at)
  return new Date(instant + offset(instant)).toISOString().slice(0, 16)
}

function offset(instant: number): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: manners.zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second)
  return wall - Math.floor(instant / 1000) * 1000
}

export function count(value: Given): string {
  return value === null || value === undefined ? '' : numbers({ maximumFractionDigits: 0 }).format(Number(value))
}

export function number(value: Given, digits = 2): string {
  return value === null || value === undefined || value === ''
    ? ''
    : numbers({ maximumFractionDigits: digits }).format(Number(value))
}

export function money(value: Given, options: { whole?: boolean } = {}): string {
  if (value === null || value === undefined || value === '') return ''
  const whole = options.whole ? { maximumFractionDigits: 0 } : {}
  return numbers({ style: 'currency', currency: manners.currency, ...whole }).format(Number(value))
}

/** 0 to 100 with at most one digit behind the point; a dash of words when nothing could be divided. */
export function percent(value: Given): string {
  if (value === null || value === undefined) return i18n.t('common:notApplicable')
  return numbers({ style: 'percent', maximumFractionDigits: 1 }).format(Number(value) / 100)
}

export function hours(value: Given): string {
  return value === null || value === undefined || value === ''
    ? ''
    : i18n.t('common:hours', { hours: numbers({ maximumFractionDigits: 2 }).format(Number(value)) })
}

/** Bytes as people read them. */
export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return numbers({ style: 'unit', unit: units[step], maximumFractionDigits: 1 }).format(bytes / 1000 ** step)
}
