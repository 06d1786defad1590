/** Saving what was written down: everything that it changes in one write. */
import type { Database } from '@nozbe/watermelondb'
import { Q, row, rows, write, type Writing } from '@/db'
import type { Written as Moved } from '@/work/moves'
import { keyOf } from './drafts.ts'
import { forgetIn } from '@/drafts/keeping'
import type { LogDraft, NewLine } from './records.ts'
import { type Entry, type Line, reversalOf } from './reversing.ts'

export interface Saving {
  draft: LogDraft
  lines: readonly NewLine[]
  /** What the move of the work order writes. */
  moved: Moved
  userId: string
  staffId: string | null
  now: number
}

/** The entry with its lines, what it takes the place of, the answers of tasks, the move; the draft is gone with it. */
export async function saveLog(database: Database, { draft, lines, moved, userId, staffId, now }: Saving): Promise<void> {
  await write(database, async (to) => {
    if (draft.corrects) await reverseIn(database, to, draft.corrects.entryId, draft.corrects, userId, now)
    if (lines.length) addEntry(to, draft, lines, userId, staffId, draft.corrects ? now + 1 : now)
    for (const [taskId, { said, result }] of Object.entries(draft.tasks)) {
      if (said !== 'worked' && (await row(database, 'work_order_tasks', taskId))) {
        await to.update('work_order_tasks', taskId, { status: said, result: result.trim() || null, answered_at: now, answered_by_id: userId })
      }
    }
    if (Object.keys(moved).length) await to.update('work_orders', draft.workOrderId, moved)
    await forgetIn(database, to, keyOf(draft.workOrderId, draft.corrects?.entryId))
  })
}

function addEntry(to: Writing, draft: LogDraft, lines: readonly NewLine[], userId: string, staffId: string | null, now: number): void {
  const { entryId, workOrderId, performedOn, note } = draft
  const who = lines.find(({ kind, staff_id }) => kind === 'labour' && staff_id === staffId) ?? lines.find(({ kind }) => kind === 'labour')
  to.create('log_entries', {
    id: entryId, work_order_id: workOrderId, performed_on: performedOn, staff_id: who?.staff_id ?? null, note: note.trim() || null,
    reverses_id: null, reason_id: null, created_at: now, created_by: userId,
  })
  lines.forEach((line, position) =>
    to.create('log_lines', { ...line, log_entry_id: entryId, work_order_id: workOrderId, position, gl_code_id: null, amount: amountOf(line) }),
  )
}

/** So that sums are right before the office has answered; house rates are the office's business. */
const amountOf = ({ quantity, unit_cost: cost }: NewLine): string | null => (cost === null ? null : (Math.round(quantity * Number(cost) * 100) / 100).toFixed(2))

/** Take an entry back. Nothing happens if it was taken back meanwhile. */
export async function reverse(database: Database, entryId: string, said: { reason: string; reasonId: string | null }, userId: string): Promise<void> {
  await write(database, (to) => reverseIn(database, to, entryId, said, userId, Date.now()))
}

async function reverseIn(database: Database, to: Writing, entryId: string, said: { reason: string; reasonId: string | null }, userId: string, now: number): Promise<void> {
  const entry: Entry | undefined = await row(database, 'log_entries', entryId)
  const before = await rows(database, 'log_entries', Q.where('reverses_id', entryId))
  if (!entry || before.length) return
  const lines: Line[] = await rows(database, 'log_lines', Q.where('log_entry_id', entryId))
  const made = reversalOf(entry, lines, said, userId, now)
  const id = to.create('log_entries', made.entry)
  for (const line of made.lines) to.create('log_lines', { ...line, log_entry_id: id })
}
