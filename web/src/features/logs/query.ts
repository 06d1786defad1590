/** The filters of the review, as the address has them and as the API takes them. */
import { addDays, addMonths, startOfWeek } from '@/lib/days'
import { type Filters, picked } from '@/ui/filters'

export const KEYS = ['performedFrom', 'performedTo', 'staffId', 'workOrderId', 'siteId', 'assetId', 'glCodeId', 'kind'] as const

/** What the API is asked for. `reversed` is a choice of two in the address and a yes or no in the API; both or none mean all. */
export function queryOf(filters: Filters): Record<string, unknown> {
  const chosen = new Set([filters.reversed ?? []].flat().map(String))
  return { ...picked(filters, KEYS), ...(chosen.size === 1 && { reversed: chosen.has('true') }) }
}

export type Period = 'thisWeek' | 'lastWeek' | 'thisMonth' | 'lastMonth'

/** The first and last day of a usual stretch of time around `today`; weeks begin on Monday. */
export function periodOf(name: Period, today: string): { performedFrom: string; performedTo: string } {
  if (name === 'thisWeek' || name === 'lastWeek') {
    const performedFrom = addDays(startOfWeek(today), name === 'lastWeek' ? -7 : 0)
    return { performedFrom, performedTo: addDays(performedFrom, 6) }
  }
  const performedFrom = addMonths(today, name === 'lastMonth' ? -1 : 0)
  return { performedFrom, performedTo: addDays(addMonths(performedFrom, 1), -1) }
}

/** The address of the export of what is filtered. */
export function exportPath(query: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) for (const each of [value].flat()) if (each !== undefined && each !== null) params.append(key, String(each))
  return `/v1/log-entries.csv?${params}`
}
