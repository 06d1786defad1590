/** A row of `sync_conflicts` as something to reason about. */
import type { Row } from '@/db'

export const REASONS = [
  'terminal', 'not_allowed', 'overwritten', 'server_owned', 'reassigned', 'kept_first', 'parent_missing', 'deleted', 'invalid', 'clock', 'forbidden',
] as const
export type Reason = (typeof REASONS)[number]
export type Values = Readonly<Record<string, unknown>>

export interface Conflict {
  id: string
  collection: string
  recordId: string
  /** `null`: it is about the whole record, and `mine` holds all of it. */
  field: string | null
  /** A server that is newer than this app may have more reasons. */
  reason: Reason | 'other'
  mine: unknown
  office: unknown
  message: string
  /** Which phone of one's own it came from; a phone that is older than this does not say. */
  device: string | null
  at: number
}

export const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON as it travelled; what is none is text that somebody typed. */
export function parsed(text: string | null): unknown {
  if (text === null || text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function read(row: Row<'sync_conflicts'>): Conflict {
  const known = (REASONS as readonly string[]).includes(row.reason)
  return {
    id: row.id,
    collection: row.collection,
    recordId: row.record_id,
    field: row.field || null,
    reason: known ? (row.reason as Reason) : 'other',
    mine: parsed(row.client_value),
    office: parsed(row.server_value),
    message: row.message,
    device: row.device_id || null,
    at: row.created_at ?? 0,
  }
}

/** The work order that a conflict belongs to, as far as what was sent says it. */
export function workOf({ collection, recordId, mine, office }: Conflict): string | undefined {
  if (collection === 'work_orders') return recordId
  // A link between work and asset has both ids for its own.
  if (collection === 'work_order_assets') return recordId.split('.')[0]
  for (const values of [mine, office]) {
    if (isValues(values) && typeof values.work_order_id === 'string') return values.work_order_id
  }
  return undefined
}

/** The lines of a log entry come with it, under the name that the server gives them. */
export function linesOf(values: unknown): Values[] {
  if (!isValues(values)) return []
  const lines = values.lines ?? values.log_lines
  return Array.isArray(lines) ? lines.filter(isValues) : []
}
