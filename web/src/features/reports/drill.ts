/** From a line of a figure to the list of what is behind it. */
import { instantOf } from '@/lib/format'
import type { Line } from './answers'
import { type Asked, shifted } from './asked'
import type { Figure } from './figures'

export interface Way {
  to: string
  params?: Record<string, string>
  search?: Record<string, string | string[] | boolean>
}

/** The filter of the list of work orders that a dimension stands for. */
const LIST_FILTERS: Record<string, string> = {
  site: 'siteId', crew: 'crewId', assignee: 'assigneeId', asset: 'assetId', assetType: 'assetTypeId', taskCode: 'taskCodeId', kind: 'kind', priority: 'priority', status: 'status',
  plan: 'planId', workOrderKind: 'kind',
}
const LOG_FILTERS: Record<string, string> = { site: 'siteId', asset: 'assetId', glCode: 'glCodeId', kind: 'kind', person: 'staffId' }

/** Where the records behind `line` are listed; nothing where no list can show exactly these. */
export function wayTo(figure: Figure, asked: Asked, line: Pick<Line, 'key' | 'from' | 'to'>): Way | undefined {
  const from = latest(line.from ?? undefined, asked.from)
  const to = earliest(line.to ?? undefined, asked.to)
  switch (figure.asks) {
    case 'reliability':
      return line.key ? { to: '/assets/$assetId', params: { assetId: line.key } } : undefined
    case 'logs':
      if (asked.by === 'workOrder') return line.key ? { to: '/work-orders/$workOrderId', params: { workOrderId: line.key } } : undefined
      return logs(asked, asked.by === 'day' ? { key: null, from: line.key, to: line.key } : { ...line, from: from ?? null, to: to ?? null })
    case 'costs':
      return ['none', 'site', 'asset', 'glCode', 'kind'].includes(asked.by ?? 'none') ? logs(asked, { key: line.key, from: from ?? null, to: to ?? null }) : undefined
    case 'backlog':
      return asked.at ? undefined : workOrders(asked, line.key, { open: true })
    case 'series':
      return to ? { to: '/analysis/$figure', params: { figure: 'backlog' }, search: { ...asked.filters, at: to } } : undefined
    case 'compliance':
      return workOrders(asked, line.key, instants('due', from, to))
    case 'maintenance':
      return figure.id === 'schedule-compliance' ? workOrders(asked, null, instants('scheduled', from, to)) : logs(asked, { key: null, from: from ?? null, to: to ?? null })
    case 'work':
      if (asked.basis === 'completed' && (from || to)) return undefined
      return workOrders(asked, line.key, instants(asked.basis === 'due' ? 'due' : 'created', from, to))
  }
}

const latest = (one?: string, other?: string) => (one && other ? (one > other ? one : other) : (one ?? other))
const earliest = (one?: string, other?: string) => (one && other ? (one < other ? one : other) : (one ?? other))

/** Whole days as the instants between which they lie. */
function instants(name: string, from?: string, to?: string): Record<string, string> {
  return { ...(from && { [`${name}From`]: instantOf(from) }), ...(to && { [`${name}To`]: instantOf(shifted(to, 1)) }) }
}

function workOrders(asked: Asked, key: string | null, more: Record<string, string | boolean>): Way | undefined {
  const group = grouped(asked, key, LIST_FILTERS)
  return group && { to: '/work-orders', search: { ...asked.filters, ...more, ...group } }
}

function logs(asked: Asked, { key, from, to }: { key: string | null; from: string | null; to: string | null }): Way | undefined {
  const { siteId, assetId, staffId, glCodeId, kind, ...other } = asked.filters
  const ofLines = asked.by === undefined || asked.by in LOG_FILTERS || asked.by === 'day'
  if (!ofLines || Object.keys(other).length) return undefined
  const group = asked.by === 'day' ? {} : grouped(asked, key, LOG_FILTERS)
  const kept = Object.fromEntries(Object.entries({ siteId, assetId, staffId, glCodeId, kind }).filter(([, values]) => values)) as Record<string, string[]>
  return group && { to: '/logs', search: { ...kept, ...(from && { performedFrom: from }), ...(to && { performedTo: to }), ...group } }
}

/** The filter for one group, nothing for all of them; undefined when the list has no such filter. */
function grouped(asked: Asked, key: string | null, filters: Record<string, string>): Record<string, string | string[]> | undefined {
  const { by } = asked
  if (!by) return {}
  if (by.startsWith('custom.') && key !== null && filters === LIST_FILTERS) return { custom: [`${by.slice('custom.'.length)}:${key}`] }
  const filter = filters[by]
  if (!filter) return undefined
  if (key === null) return by === 'assignee' ? { assigneeId: ['none'] } : undefined
  return { [filter]: [key] }
}
