import type { BulkBody, BulkResult, WorkOrderRow } from '@fettle/client'

export type Change = Omit<BulkBody, 'ids'>

/** How the API names the fields that an action sets, where it can be taken back. */
const FIELDS = {
  assign: ['assigneeId', 'crewId'],
  prioritise: ['priority'],
  schedule: ['scheduledStart', 'dueAt'],
} as const

export const canUndo = (change: Change): change is Change & { action: keyof typeof FIELDS } => change.action in FIELDS

/** The changes that bring back what stood there before: one for each set of former values. */
export function undoing(rows: WorkOrderRow[], change: Change, result: BulkResult): BulkBody[] {
  if (!canUndo(change)) return []
  const done = new Set(result.outcomes.filter(({ ok }) => ok).map(({ id }) => id))
  const fields = FIELDS[change.action].filter((field) => field in change)
  const made = new Map<string, BulkBody>()
  for (const row of rows.filter(({ id }) => done.has(id))) {
    const before = Object.fromEntries(fields.map((field) => [field, row[field] ?? null]))
    const key = JSON.stringify(before)
    const body = made.get(key) ?? { action: change.action, ids: [], ...before }
    body.ids.push(row.id)
    made.set(key, body)
  }
  return [...made.values()]
}
