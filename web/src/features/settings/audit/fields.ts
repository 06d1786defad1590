/** What an event changed, field by field. Nothing is left out: this is the audit trail. Pure. */
import type { Event } from '@fettle/client'

export interface Changed {
  field: string
  before: unknown
  after: unknown
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The fields whose values differ; those that only say which record it is come last. Custom values stand one by one. */
export function changedIn({ before, after }: Pick<Event, 'before' | 'after'>): Changed[] {
  const rows: Changed[] = []
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[field], after[field]]
    if (field === 'custom') {
      const [wasOwn, isOwn] = [(was ?? {}) as Record<string, unknown>, (is ?? {}) as Record<string, unknown>]
      for (const key of new Set([...Object.keys(wasOwn), ...Object.keys(isOwn)])) if (!same(wasOwn[key], isOwn[key])) rows.push({ field: `custom.${key}`, before: wasOwn[key], after: isOwn[key] })
    } else if (!same(was, is)) rows.push({ field, before: was, after: is })
  }
  return rows.toSorted((one, other) => Number(DULL.has(one.field)) - Number(DULL.has(other.field)))
}

const DULL = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'tenant_id'])

/** The fields that tell people something, for one line of the list. */
export function tellingFields(event: Pick<Event, 'before' | 'after'>): string[] {
  return changedIn(event).map(({ field }) => field).filter((field) => !DULL.has(field))
}
