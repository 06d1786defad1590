/** What is asked of a figure, read from the address. */
import type { Filters } from '@/ui/filters'
import { type Figure, type FilterKind, type Step, STEPS } from './figures'

export const SPANS = ['30d', '90d', '12m', 'month', 'lastMonth', 'year', 'lastYear', '5y', 'all', 'own'] as const
export type SpanName = (typeof SPANS)[number]

export const FILTER_KEYS: Record<FilterKind, readonly string[]> = {
  work: ['siteId', 'crewId', 'assigneeId', 'assetId', 'taskCodeId', 'kind', 'status', 'priority'],
  assets: ['assetId', 'siteId', 'assetTypeId', 'categoryId'],
  logs: ['staffId', 'siteId', 'assetId', 'glCodeId', 'kind'],
}

export interface Asked {
  span: SpanName
  from?: string | undefined
  to?: string | undefined
  step?: Step | undefined
  /** A dimension, or `custom.<key>`. */
  by?: string | undefined
  basis: 'reported' | 'completed' | 'due'
  /** The day at whose end the backlog is looked at; now without one. */
  at?: string | undefined
  subtree: boolean
  filters: Record<string, string[]>
}

const DAY = 86_400_000
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)
/** `day`, moved by whole days. */
export const shifted = (day: string, days: number): string => dayOf(noon(day) + days * DAY)

/** The first and last day of a named span that ends with, or holds, `today`. */
export function spanOf(name: SpanName, today: string, bounded: boolean): { from?: string; to?: string } {
  const year = Number(today.slice(0, 4))
  const month = today.slice(0, 7)
  switch (name) {
    case '30d':
      return { from: shifted(today, -29), to: today }
    case '90d':
      return { from: shifted(today, -89), to: today }
    case '12m':
      return { from: elevenMonthsBefore(today), to: today }
    case 'month':
      return { from: `${month}-01`, to: today }
    case 'lastMonth': {
      const to = shifted(`${month}-01`, -1)
      return { from: `${to.slice(0, 7)}-01`, to }
    }
    case 'year':
      return { from: `${year}-01-01`, to: today }
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    case '5y':
      return { from: `${year - 4}-01-01`, to: today }
    case 'all':
      return bounded ? { from: '2000-01-01', to: today } : {}
    case 'own':
      return {}
  }
}

/** Twelve months begin with a whole one: on 21 November 2026 they are December 2025 to November 2026. */
function elevenMonthsBefore(today: string): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - 11
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

/** Steps that cut a span into some ten to sixty pieces. */
export function usualStep(span: SpanName, from?: string, to?: string): Step {
  if (span === 'all') return 'year'
  if (!from || !to) return from ? 'month' : 'year'
  const days = (noon(to) - noon(from)) / DAY + 1
  return days <= 45 ? 'day' : days <= 120 ? 'week' : days <= 800 ? 'month' : days <= 2500 ? 'quarter' : 'year'
}

const one = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const many = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : one(value) ? [String(value)] : [])
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** What the address asks of `figure`; what makes no sense for it is left out. */
export function askedOf(search: Filters, figure: Figure, today: string): Asked {
  const own = isDay(search.from) || isDay(search.to)
  const named = SPANS.find((name) => name === search.span)
  const span: SpanName = own ? 'own' : !named || named === 'own' ? '12m' : named
  const days = span === 'own' ? { from: isDay(search.from) ? search.from : undefined, to: isDay(search.to) ? search.to : undefined } : spanOf(span, today, !!figure.bounded)
  if (figure.bounded) {
    days.to ??= today
    days.from ??= spanOf('all', today, true).from
  }
  const wanted = one(search.by)
  const by = wanted && (figure.dimensions.includes(wanted) || (wanted.startsWith('custom.') && figure.dimensions.includes('source'))) ? wanted : undefined
  const cut = STEPS.find((step) => step === search.cut)
  const step = figure.steps.length === 0 || (search.cut === 'none' && figure.asks !== 'series') ? undefined : (cut ?? (by ? undefined : usualStep(span, days.from, days.to)))
  return {
    span,
    ...days,
    step,
    by: by ?? (figure.grouped && figure.steps.length === 0 ? figure.dimensions[0] : undefined),
    basis: search.basis === 'completed' || search.basis === 'due' ? search.basis : 'reported',
    at: figure.moment && isDay(search.at) ? search.at : undefined,
    subtree: search.subtree === true,
    filters: Object.fromEntries(
      FILTER_KEYS[figure.filters].map((key) => [key, many(search[key])] as const).filter(([, values]) => values.length > 0),
    ),
  }
}
