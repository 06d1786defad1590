/** Conflicts with all that is needed to speak of them: names behind ids, the records as they are now. */
import type { Database } from '@nozbe/watermelondb'
import { Q, row, rows, sql, type Table } from '@/db'
import { deviceId } from '@/sync/device'
import { leadsTo } from './columns.ts'
import { type Conflict, isValues, linesOf, read, type Values, workOf } from './reading.ts'
import { type Around, side, type Way, ways } from './ways.ts'

export interface Told {
  conflict: Conflict
  /** Names by id. */
  names: ReadonlyMap<string, string>
  ways: readonly Way[]
  /** Of a field that two changed: whose value stands. */
  stands: 'mine' | 'office' | 'neither'
  /** It came from another phone of the same person. */
  elsewhere: boolean
  /** What it is about, and the screen of that. */
  subject: { name: string; path: string | undefined }
}

/** What conflicts are asked for: those of one record, with what belongs to it. */
export interface Of {
  collection: Table
  recordId: string
}

/** What may change what we say of a conflict. */
export const TABLES: readonly Table[] = ['sync_conflicts', 'work_orders', 'work_order_tasks', 'comments']
const PARENTS: readonly [column: string, table: Table][] = [['work_order_id', 'work_orders'], ['work_request_id', 'work_requests'], ['meter_id', 'meters']]
const KNOWN = new Set<string>(['work_orders', 'work_order_tasks', 'comments', 'meter_readings', 'log_entries', 'log_lines', 'work_requests', 'work_order_assets', 'notifications'])
const NAMED: Partial<Record<Table, string>> = { work_orders: `coalesce('WO-' || "number" || ' ', '') || "title"`, work_requests: '"title"' }

export async function conflicts(database: Database, of?: Of): Promise<Told[]> {
  const found = (await rows(database, 'sync_conflicts', Q.sortBy('created_at', Q.desc))).map(read)
  if (!found.length) return []
  const around = await Promise.all(found.map((each) => surroundings(database, each)))
  const wanted = found.map((conflict, place) => ({ conflict, ...around[place]! })).filter(({ conflict, work, asset }) => !of || belongs(conflict, of, work, asset))
  const here = await deviceId()
  const names = await namesOf(database, wanted.flatMap(({ conflict, work, asset }) => [...idsOf(conflict), ...(work ? [{ table: 'work_orders' as const, id: work }] : []), ...(asset ? [{ table: 'assets' as const, id: asset }] : [])]))
  return wanted.map(({ conflict, work, asset, now, parent }) => ({
    conflict,
    names,
    ways: ways(conflict, { now, parent }),
    stands: side(conflict, now),
    elsewhere: conflict.device !== null && conflict.device !== here,
    subject: subjectOf(conflict, names, work, asset, now),
  }))
}

async function surroundings(database: Database, conflict: Conflict): Promise<Around & { work: string | undefined; asset: string | undefined }> {
  const { collection, recordId, mine } = conflict
  const now = KNOWN.has(collection) ? (((await row(database, collection as Table, recordId)) as Values | undefined) ?? null) : null
  const values: Values = { ...now, ...(isValues(mine) ? mine : {}) }
  let parent: Values | null = null
  for (const [column, table] of PARENTS) {
    const id = values[column]
    if (typeof id === 'string' && id) parent ??= ((await row(database, table, id)) as Values | undefined) ?? null
  }
  const work = workOf(conflict) ?? (typeof values.work_order_id === 'string' ? values.work_order_id : undefined)
  const asset = collection === 'meter_readings' && typeof parent?.asset_id === 'string' ? parent.asset_id : undefined
  return { now, parent, work, asset }
}

function belongs({ collection, recordId }: Conflict, of: Of, work: string | undefined, asset: string | undefined): boolean {
  if (collection === of.collection && recordId === of.recordId) return true
  return of.collection === 'work_orders' ? work === of.recordId : of.collection === 'assets' && asset === of.recordId
}

interface Id {
  table: Table
  id: string
}

function idsOf({ field, mine, office }: Conflict): Id[] {
  const of = (column: string, value: unknown): Id[] => {
    const table = leadsTo(column)
    return table && typeof value === 'string' && value ? [{ table, id: value }] : []
  }
  if (field !== null) return [...of(field, mine), ...of(field, office)]
  const whole = [mine, office, ...linesOf(mine)].filter(isValues)
  return whole.flatMap((values) => Object.entries(values).flatMap(([column, value]) => of(column, value)))
}

async function namesOf(database: Database, ids: readonly Id[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const table of new Set(ids.map((each) => each.table))) {
    const wanted = [...new Set(ids.filter((each) => each.table === table).map(({ id }) => id))]
    const marks = wanted.map(() => '?').join(', ')
    const found = await sql<{ id: string; name: string }>(database, `select "id", ${NAMED[table] ?? '"name"'} as "name" from "${table}" where "id" in (${marks})`, wanted)
    for (const { id, name } of found) names.set(id, name)
  }
  return names
}

function subjectOf({ collection, recordId, mine }: Conflict, names: ReadonlyMap<string, string>, work: string | undefined, asset: string | undefined, now: Values | null): Told['subject'] {
  if (work) return { name: names.get(work) ?? text(now?.title) ?? text(isValues(mine) ? mine.title : undefined) ?? '', path: names.has(work) || now ? `/work-orders/${work}` : undefined }
  if (asset) return { name: names.get(asset) ?? '', path: `/assets/${asset}` }
  const title = text(now?.title) ?? text(isValues(mine) ? mine.title : undefined) ?? ''
  return { name: title, path: collection === 'work_requests' && now ? `/requests/${recordId}` : undefined }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
