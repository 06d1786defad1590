/** What the address says about work orders, as the API's query. */
import type { ListWorkOrdersData, WorkOrderSort } from '@fettle/client'
import { instantOf, localDay } from '@/lib/format'
import type { Filters } from '@/ui/filters'

/** The filters of `listWorkOrders` and `countWorkOrders`, without order and page. */
export type WorkOrderQuery = Omit<NonNullable<ListWorkOrdersData['query']>, 'limit' | 'cursor' | 'sort'>

const LISTS = ['status', 'priority', 'kind', 'assigneeId', 'crewId', 'siteId', 'locationId', 'assetId', 'assetTypeId', 'tagId', 'taskCodeId', 'planId', 'requestedById', 'custom', 'id'] as const
const INSTANTS = ['dueFrom', 'dueTo', 'createdFrom', 'createdTo', 'scheduledFrom', 'scheduledTo'] as const

/** A span that moves with the clock, so that a saved view means the week in which it is opened. */
export const DUE_THIS_WEEK = 'dueThisWeek'
/** Every name in the address that narrows what is seen. */
export const FILTER_KEYS: readonly string[] = [...LISTS, ...INSTANTS, 'open', 'overdue', 'deleted', 'q', DUE_THIS_WEEK]
/** Names in the address that say how it is shown. */
export const SHOWN_KEYS: readonly string[] = ['sort', 'group', 'columns', 'by']

export function queryOf(address: Filters, now = new Date()): WorkOrderQuery {
  const query: Record<string, unknown> = {}
  for (const key of LISTS) {
    const value = address[key]
    if (value !== undefined) query[key] = Array.isArray(value) ? value : [String(value)]
  }
  for (const key of INSTANTS) if (address[key] !== undefined) query[key] = String(address[key])
  if (address[DUE_THIS_WEEK]) Object.assign(query, thisWeek(now))
  if (address.open !== undefined) query.open = String(address.open) === 'true'
  if (address.overdue) query.overdue = true
  if (address.deleted) query.deleted = true
  if (address.q !== undefined) query.q = String(address.q)
  return query as WorkOrderQuery
}

const SORTS = new Set<string>(['createdAt', 'dueAt', 'priority', 'number', 'status', 'updatedAt', 'scheduledStart'])

/** The order that the address names, if there is such an order. */
export function sortOf({ sort }: Filters): WorkOrderSort | undefined {
  return typeof sort === 'string' && SORTS.has(sort.replace(/^-/, '')) ? (sort as WorkOrderSort) : undefined
}

/** From Monday's first instant to before next Monday's, on the tenant's clock. */
function thisWeek(now: Date): { dueFrom: string; dueTo: string } {
  const today = Date.parse(`${localDay(now)}T12:00:00Z`)
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY
  const at = (day: number) => instantOf(new Date(day).toISOString().slice(0, 10))
  return { dueFrom: at(monday), dueTo: at(monday + 7 * DAY) }
}

const DAY = 86_400_000
