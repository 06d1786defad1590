/** What of the local changes goes out now. */
export type Raw = { id: string } & Record<string, unknown>
export type TableChanges = { created: Raw[]; updated: Raw[]; deleted: string[] }
/** Changes by table, as they travel both ways. */
export type Changes = Record<string, TableChanges>
export type Ids = Record<string, string[]>

/** The server takes 5,000 records at once; a few less leave room. */
export const MOST = 4000
/** A log entry and its lines are one thing: half of it would be a wrong log. */
const TOGETHER: Readonly<Record<string, { parent: string; key: string }>> = { log_lines: { parent: 'log_entries', key: 'log_entry_id' } }

interface Item {
  table: string
  kind: 'created' | 'updated' | 'deleted'
  record: Raw | string
}

export interface Portion {
  changes: Changes
  /** What waits for the next run. */
  heldBack: Ids
  sent: number
  held: number
}

/**
 * The first `most` changes, in the order of `tables`, so that nothing goes out before what it refers to; deletions come last and the other way
 * round. Tables that are not in `tables` belong to this device alone.
 */
export function portion(changes: Changes, tables: readonly string[], most: number = MOST): Portion {
  const groups = grouped(changes, tables)
  const result: Portion = { changes: {}, heldBack: {}, sent: 0, held: 0 }
  for (const table of tables) result.changes[table] = { created: [], updated: [], deleted: [] }
  let full = false
  for (const group of groups) {
    // One that is too large by itself goes alone: held back for ever it would never go.
    full ||= result.sent > 0 && result.sent + group.length > most
    for (const { table, kind, record } of group) {
      if (full) {
        const id = typeof record === 'string' ? record : record.id
        ;(result.heldBack[table] ??= []).push(id)
      } else {
        ;(result.changes[table]![kind] as unknown[]).push(record)
      }
    }
    if (full) result.held += group.length
    else result.sent += group.length
  }
  return result
}

function grouped(changes: Changes, tables: readonly string[]): Item[][] {
  const groups: Item[][] = []
  const byParent = new Map<string, Item[]>()
  for (const table of tables) {
    const { created = [], updated = [] } = changes[table] ?? {}
    for (const [kind, records] of [['created', created], ['updated', updated]] as const) {
      for (const record of records) {
        const item: Item = { table, kind, record }
        const bond = TOGETHER[table]
        const group = bond && byParent.get(`${bond.parent} ${String(record[bond.key])}`)
        if (group) {
          group.push(item)
        } else {
          const fresh = [item]
          groups.push(fresh)
          byParent.set(`${table} ${record.id}`, fresh)
        }
      }
    }
  }
  for (const table of [...tables].reverse()) {
    for (const id of changes[table]?.deleted ?? []) groups.push([{ table, kind: 'deleted', record: id }])
  }
  return groups
}

/** Whether there is anything to send. */
export const isEmpty = (changes: Changes): boolean =>
  Object.values(changes).every(({ created, updated, deleted }) => created.length + updated.length + deleted.length === 0)
