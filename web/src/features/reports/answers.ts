/** The answers of the API, whatever their shapes, as lines of named values. */
import {
  analyseCosts, analyseMaintenance, analysePlanCompliance, analyseWorkOrders, getBacklog, getBacklogSeries, listReliability, summariseLogEntries,
} from '@fettle/client'
import { instantOf, localDay } from '@/lib/format'
import { type Asked, shifted } from './asked'
import type { ColumnId, Figure } from './figures'
import { sumOfLogs, wholeOfAssets } from './totals'

export type Values = Partial<Record<ColumnId, number | null>>

export interface Line {
  key: string | null
  label: string | null
  /** The first and last day of its period, when the answer is cut into periods. */
  from: string | null
  to: string | null
  values: Values
}

export interface Answer {
  total: Values
  lines: Line[]
  /** There were more groups than are read. */
  more: boolean
}

/** Asset by asset, person by person: so many pages of them are read. */
const MOST_PAGES = 10
const PAGE = 200

type Told = Record<string, unknown>

/** Numbers of an answer: decimals that travel as text become numbers, what is inside of an object comes up, words go. */
export function numbersOf(told: Told): Values {
  const found: Record<string, number | null> = {}
  for (const [name, value] of Object.entries(told)) {
    if (value === null || value === undefined) found[name] = null
    else if (typeof value === 'object') Object.assign(found, numbersOf(value as Told))
    else if (name !== 'unit' && Number.isFinite(Number(value))) found[name] = Number(value)
  }
  const { scheduleCompliancePercent, ...rest } = found
  return (scheduleCompliancePercent === undefined ? rest : { ...rest, schedulePercent: scheduleCompliancePercent }) as Values
}

interface Row {
  key?: string | null
  label?: string | null
  periodStart?: string | null
  periodEnd?: string | null
  figures: object
}

const whole = (told: { total: object; rows: Row[] }): Answer => ({
  total: numbersOf(told.total as Told),
  lines: told.rows.map(({ key = null, label = null, periodStart = null, periodEnd = null, figures }) => ({ key, label, from: periodStart, to: periodEnd, values: numbersOf(figures as Told) })),
  more: false,
})

/** The parameters of the API for a question. */
export function queryOf(figure: Figure, asked: Asked): Record<string, unknown> {
  const { from, to, step, by, basis, at, subtree, filters } = asked
  const custom = by?.startsWith('custom.') ? by.slice('custom.'.length) : undefined
  const dimension = custom ? { by: 'customField', customField: custom } : by ? { by } : {}
  const days = { ...(from && { from }), ...(to && { to }) }
  const period = step ? { period: step } : {}
  switch (figure.asks) {
    case 'work':
      return { ...days, ...period, ...dimension, ...(basis !== 'reported' && { basis }), ...filters }
    case 'backlog':
      return { ...(at && { at: instantOf(shifted(at, 1)) }), ...dimension, ...filters }
    case 'series':
    case 'maintenance':
      return { ...days, ...period, ...filters }
    case 'costs':
      return { ...days, ...period, by: by ?? 'none', ...(subtree && by === 'asset' && { subtree }), ...filters }
    case 'compliance':
      return { ...days, ...period, ...dimension, ...filters }
    case 'reliability':
      return { ...days, ...filters }
    case 'logs':
      return { ...(from && { performedFrom: from }), ...(to && { performedTo: to }), by: by ?? 'day', ...filters }
  }
}

const OPERATIONS: Record<Figure['asks'], string> = {
  work: 'analyseWorkOrders', backlog: 'getBacklog', series: 'getBacklogSeries', costs: 'analyseCosts', reliability: 'listReliability',
  compliance: 'analysePlanCompliance', maintenance: 'analyseMaintenance', logs: 'summariseLogEntries',
}

/** The question as a query: its key names the operation, so that what others change is read anew. */
export function questionOf(figure: Figure, asked: Asked) {
  const query = queryOf(figure, asked)
  return {
    queryKey: [{ _id: OPERATIONS[figure.asks], query, as: 'answer' }] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => ask(figure.asks, query as never, signal),
  }
}

async function ask(asks: Figure['asks'], query: never, signal: AbortSignal): Promise<Answer> {
  switch (asks) {
    case 'work':
      return whole(await analyseWorkOrders({ query, signal }))
    case 'backlog':
      return whole(await getBacklog({ query, signal }))
    case 'costs':
      return whole(await analyseCosts({ query, signal }))
    case 'compliance':
      return whole(await analysePlanCompliance({ query, signal }))
    case 'maintenance':
      return whole(await analyseMaintenance({ query, signal }))
    case 'series': {
      const { points, period } = await getBacklogSeries({ query, signal })
      let from = period.firstDay ?? null
      const lines = points.map(({ at, ...values }): Line => {
        const to = localDay(new Date(Date.parse(at) - 1))
        const line = { key: null, label: null, from, to, values }
        from = shifted(to, 1)
        return line
      })
      const last = lines.at(-1)?.values
      const sum = (name: 'opened' | 'closed') => lines.reduce((all, { values }) => all + (values[name] ?? 0), 0)
      return { total: { open: last?.open ?? null, overdue: last?.overdue ?? null, opened: sum('opened'), closed: sum('closed') }, lines, more: false }
    }
    case 'reliability': {
      const { rows, more } = await everyPage((cursor) => listReliability({ query: { ...(query as { from: string; to: string }), limit: PAGE, cursor }, signal }))
      const lines = rows.map((one): Line => ({
        key: one.assetId, label: one.assetNumber ? `${one.assetName} (${one.assetNumber})` : one.assetName, from: null, to: null,
        values: numbersOf({ ...one, assetId: undefined, assetName: undefined, assetNumber: undefined, period: undefined }),
      }))
      return { total: wholeOfAssets(lines.map(({ values }) => values)), lines, more }
    }
    case 'logs': {
      const { rows, more } = await everyPage((cursor) => summariseLogEntries({ query: { ...(query as { by: 'day' }), limit: PAGE, cursor }, signal }))
      const lines = rows.map(({ key, label = null, ...values }): Line => ({ key, label, from: null, to: null, values: numbersOf(values as Told) }))
      return { total: sumOfLogs(lines.map(({ values }) => values)), lines, more }
    }
  }
}

async function everyPage<Row>(read: (cursor: string | undefined) => Promise<{ data: Row[]; nextCursor?: string | null; hasMore?: boolean }>) {
  const rows: Row[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await read(cursor)
    rows.push(...found.data)
    if (!found.hasMore) return { rows, more: false }
    cursor = found.nextCursor ?? undefined
  }
  return { rows, more: true }
}
