/** What an event tells people: which fields changed from what to what, without the bookkeeping. Pure. */
import type { Event } from '@fettle/client'

export interface Row {
  field: string
  before: unknown
  after: unknown
}

/** Steps on the way to something that is told by a later event, and money that is told with the thing it belongs to. */
const UNTOLD = new Set(['file.announced', 'file.uploaded', 'file.awaited', 'file.pictured', 'log_entry.priced', 'file_drawing.created'])

/** What programs need and people know from elsewhere on the screen. */
const BOOKKEEPING = new Set([
  'id', 'version', 'number', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'answered_at', 'answered_by_id', 'completed_by_id',
  'tenant_id', 'work_order_id', 'work_request_id', 'subject', 'subject_id', 'state', 'sha256', 'size_bytes', 'media_type', 'expires_at', 'object_key', 'allowed_transitions',
  'occurrence_id', 'closed_at', 'digest', 'token_hash', 'reversed_by_id',
])

/** Verbs after which the state of every field would say nothing that the verb does not. */
const WHOLE = new Set(['created', 'deleted', 'removed', 'restored', 'attached', 'issued', 'opened', 'purged', 'recorded', 'reversed', 'made'])
const COMMON = new Set(['name', 'title', 'role', 'created_by', 'subject', 'subject_id', 'media_type', 'size_bytes', 'item'])

export const verbOf = ({ type }: Pick<Event, 'type'>): string => type.slice(type.indexOf('.') + 1)

const empty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
const same = (one: unknown, other: unknown) => (empty(one) && empty(other)) || JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The fields that an event changed, custom values one by one. */
export function rowsOf(event: Pick<Event, 'type' | 'before' | 'after'>): Row[] {
  if (event.type === 'comment.created') return event.after.body ? [{ field: 'body', before: undefined, after: event.after.body }] : []
  if (WHOLE.has(verbOf(event))) return []
  const rows: Row[] = []
  for (const field of Object.keys({ ...event.before, ...event.after })) {
    if (BOOKKEEPING.has(field)) continue
    const before = event.before[field]
    const after = event.after[field]
    if (COMMON.has(field) && before === undefined) continue
    if (field === 'custom') {
      const [was, is] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>]
      for (const key of Object.keys({ ...was, ...is })) if (!same(was[key], is[key])) rows.push({ field: `custom.${key}`, before: was[key], after: is[key] })
    } else if (!same(before, after)) rows.push({ field, before, after })
  }
  return rows
}

/** What the thing of an event is called: by this event, or by another that tells its name. */
export function nameOf(event: Pick<Event, 'entityId' | 'before' | 'after'>, all: ReadonlyArray<Pick<Event, 'entityId' | 'before' | 'after'>>): string | undefined {
  for (const each of [event, ...all.filter(({ entityId }) => entityId === event.entityId)]) {
    const name = each.after.title ?? each.after.name ?? each.before.title ?? each.before.name
    if (typeof name === 'string' && name) return name
  }
  return undefined
}

/** One act of somebody: what one request changed. */
export interface Deed {
  id: string
  at: string
  first: Event
  events: Event[]
}

/** Events by the request that made them, newest first; what has been told already is left out. */
export function deedsOf(events: Event[]): Deed[] {
  const deeds: Deed[] = []
  for (const event of events) {
    if (UNTOLD.has(event.type)) continue
    const last = deeds.at(-1)
    const together = last && event.requestId && last.first.requestId === event.requestId && last.first.actorUserId === event.actorUserId
    const twin = together && last.events.some((each) => each.type === event.type && each.entityId === event.entityId)
    if (twin) continue
    if (together) last.events.push(event)
    else deeds.push({ id: event.id, at: event.at, first: event, events: [event] })
  }
  for (const deed of deeds) deed.events.sort((one, other) => one.ord - other.ord)
  return deeds
}
