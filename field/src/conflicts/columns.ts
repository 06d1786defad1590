/** What the columns of a synced record are, for showing and for writing again. */
import declared from '@fettle/sync/schema.json'
import type { Table } from '@/db'
import type { Values } from './reading.ts'

export type Kind = 'text' | 'id' | 'number' | 'integer' | 'money' | 'instant' | 'day' | 'flag' | 'json'
interface Column {
  name: string
  kind: Kind
  policy: 'server' | 'create' | 'last' | 'status' | 'assignment'
}

const tables = new Map(declared.tables.map((table) => [table.name, table.columns as Column[]]))

/** Where the name behind an id is found. */
const LEADS: Readonly<Record<string, Table>> = {
  site_id: 'sites', location_id: 'locations', assignee_id: 'staff', staff_id: 'staff', crew_id: 'crews', hold_reason_id: 'reasons', cancel_reason_id: 'reasons', reason_id: 'reasons',
  gl_code_id: 'gl_codes', problem_code_id: 'failure_codes', cause_code_id: 'failure_codes', remedy_code_id: 'failure_codes', task_code_id: 'task_codes', asset_id: 'assets',
  equipment_asset_id: 'assets', meter_id: 'meters', work_order_id: 'work_orders', work_request_id: 'work_requests', follow_up_of_id: 'work_orders', asset_type_id: 'asset_types',
}
/** Nobody reads these: they only hold records together. */
const PLUMBING = new Set(['log_entry_id', 'parent_id', 'position', 'reverses_id', 'mentions', 'occurrence_id', 'plan_id', 'custom', 'latitude', 'longitude'])

export const columnsOf = (collection: string): readonly Column[] => tables.get(collection) ?? []
export const columnOf = (collection: string, name: string): Column | undefined => columnsOf(collection).find((column) => column.name === name)
export const leadsTo = (column: string): Table | undefined => LEADS[column]

/** What of a whole record is worth reading, in the order of the schema; what this app does not know of comes last. */
export function shown(collection: string, values: Values): string[] {
  const known = columnsOf(collection).filter(({ policy, name }) => policy !== 'server' && !PLUMBING.has(name)).map(({ name }) => name)
  const all = new Set(columnsOf(collection).map(({ name }) => name))
  const strange = Object.keys(values).filter((name) => !all.has(name) && name !== 'id' && !name.startsWith('_') && name !== 'lines' && name !== 'log_lines')
  return [...known, ...strange].filter((name) => !empty(values[name]))
}

export const empty = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A value as a column of the database takes it. `undefined`: it cannot. */
export function stored(kind: Kind, value: unknown): string | number | boolean | null | undefined {
  if (empty(value)) return null
  switch (kind) {
    case 'instant': {
      const at = typeof value === 'string' ? Date.parse(value) : Number(value)
      return Number.isFinite(at) ? at : undefined
    }
    case 'number':
    case 'integer':
    case 'money':
      return Number.isFinite(Number(value)) ? Number(value) : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value)
    default:
      return typeof value === 'object' ? undefined : String(value)
  }
}

/** What a phone may say of a new record, out of what it once said. */
export function fresh(collection: string, values: Values, now: number): Record<string, string | number | boolean | null> {
  const found: Record<string, string | number | boolean | null> = {}
  for (const { name, kind, policy } of columnsOf(collection)) {
    if (policy === 'server' || !(name in values)) continue
    const value = stored(kind, values[name])
    if (value !== undefined) found[name] = value
  }
  // The server writes its own; until then it stands among the newest.
  for (const name of ['created_at', 'updated_at']) if (columnOf(collection, name)) found[name] = now
  return found
}
