/** What is written when somebody decides about a conflict: the decision and the end of the conflict in one. */
import type { Database } from '@nozbe/watermelondb'
import { type Table, write } from '@/db'
import { newId } from '@/lib/ids'
import { columnOf, fresh, stored } from './columns.ts'
import { type Conflict, linesOf, type Values } from './reading.ts'
import type { Way } from './ways.ts'

/** The device keeps it no longer; the office is told. */
export const dismiss = (database: Database, { id }: Conflict): Promise<void> => write(database, (to) => to.remove('sync_conflicts', id))

export const act = (database: Database, conflict: Conflict, way: Way): Promise<void> =>
  write(database, async (to) => {
    const { collection, recordId, field, mine, office } = conflict
    if (way === 'addAgain') {
      for (const { table, values } of again(collection, mine as Values)) to.create(table as Table, values as never)
    } else {
      const value = stored(columnOf(collection, field!)?.kind ?? 'text', way === 'takeMine' ? mine : office)
      await to.update(collection as Table, recordId, { [field!]: value } as never)
    }
    await to.remove('sync_conflicts', conflict.id)
  })

/** A record once more, with whatever belongs to it. It gets an id of its own: under the old one it would be taken for the old. */
function again(collection: string, mine: Values): { table: string; values: Record<string, unknown> }[] {
  const now = Date.now()
  if (collection !== 'log_entries') return [{ table: collection, values: fresh(collection, mine, now) }]
  const id = newId()
  const lines = linesOf(mine).map((line) => ({ table: 'log_lines', values: { ...fresh('log_lines', line, now), log_entry_id: id } }))
  return [{ table: collection, values: { ...fresh(collection, mine, now), id } }, ...lines]
}
