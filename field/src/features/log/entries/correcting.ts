/** Correcting an entry: the wizard opens with what it said, and puts both the way back and the new entry down at once. */
import type { Database } from '@nozbe/watermelondb'
import { Q, type Row, rows, write } from '@/db'
import { newId } from '@/lib/ids'
import { begin, keyOf, LOG } from '../drafts.ts'
import { draftRow, keepIn } from '@/drafts/keeping'
import { correctionOf, type Written } from '../reversing.ts'

/** Begin, unless it has been begun already. */
export async function beginCorrection(database: Database, written: Written, order: Row<'work_orders'>): Promise<void> {
  const key = keyOf(order.id, written.entry.id)
  if (await draftRow(database, key)) return
  const tasks = await rows(database, 'work_order_tasks', Q.where('work_order_id', order.id))
  const blank = begin({ entryId: newId(), workOrderId: order.id, today: written.entry.performed_on, assetIds: [], openTasks: 0, staffId: null })
  const draft = correctionOf(blank, written, tasks, newId)
  await write(database, (to) => keepIn(database, to, key, LOG, order.id, draft, Date.now()))
}
