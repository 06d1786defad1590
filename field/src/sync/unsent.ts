/**
 * What was typed here and not sent yet outlives what a pull takes away. WatermelonDB drops a record that the answer calls deleted, or that a full set leaves out,
 * together with edits nobody has seen. So such records stay for this pull; the push brings their edits to the server, which keeps what it cannot take as a
 * conflict and has the record deleted by the next pull.
 */
import type { Changes, Raw } from './push.ts'

/** The records of each table that have been changed or made here and are not sent. */
export type Unsent = Readonly<Record<string, readonly Raw[]>>

/** The tables of which `changes` may take something away. */
export const taken = (changes: Changes, replaces: boolean): string[] =>
  Object.keys(changes).filter((table) => replaces || changes[table]!.deleted.length > 0)

/** `changes` without what would take unsent edits away. `replaces`: they are all there is, so that what is missing is dropped. */
export function sparing(changes: Changes, unsent: Unsent, replaces: boolean): Changes {
  const spared = Object.entries(changes).map(([table, { created, updated, deleted }]) => {
    const here = unsent[table] ?? []
    const ids = new Set(here.map(({ id }) => id))
    const told = new Set(updated.map(({ id }) => id))
    const missing = replaces ? here.filter(({ id, _status }) => _status === 'updated' && !told.has(id)).map(plain) : []
    return [table, { created, updated: [...updated, ...missing], deleted: deleted.filter((id) => !ids.has(id)) }]
  })
  return Object.fromEntries(spared) as Changes
}

/** As the server would have sent it; what was changed here stays marked as changed. */
function plain({ _status, _changed, ...raw }: Raw): Raw {
  return raw as Raw
}
