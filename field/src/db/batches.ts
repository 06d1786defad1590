/** How a batch of Watermelon's is sent to SQLite with few messages: many inserts of one kind become few that bring many rows. */

/** What to do about the cache (1 keep, -1 forget), the table, the statement, its arguments for each record. */
export type Operation = [cache: -1 | 0 | 1, table: string | null, sql: string, batches: unknown[][]]

/** SQLite binds at most 32,766 values to one statement; less is easier on memory. */
const MOST_VALUES = 6000
const INSERT = /^(insert into .* values )(\((?:\?, )*\?\))$/

/**
 * For large batches Watermelon drops every index of every table and makes them anew. With dozens of tables and pages of a few thousand records
 * that costs far more than it saves.
 */
export const isIndexing = ([cache, table, sql]: Operation): boolean => cache === 0 && table === null && /^(drop|create) index /.test(sql.trim())

export interface Run {
  sql: string
  args: unknown[][]
}

export function bound(args: readonly unknown[]): unknown[] {
  return args.map((value) => (typeof value === 'boolean' ? Number(value) : (value ?? null)))
}

/** The statements to run, in order, each with the arguments of every time that it is run. */
export function inserted(sql: string, batches: readonly unknown[][]): Run[] {
  const args = batches.map(bound)
  const parts = INSERT.exec(sql)
  const width = args[0]?.length ?? 0
  const rows = width ? Math.floor(MOST_VALUES / width) : 0
  if (!parts || args.length < 3 || rows < 2) return [{ sql, args }]
  const whole = args.length - (args.length % rows)
  const runs: Run[] = []
  const of = (from: number, to: number) => args.slice(from, to).flat()
  const many = (count: number) => parts[1]! + Array(count).fill(parts[2]).join(', ')
  if (whole) runs.push({ sql: many(rows), args: Array.from({ length: whole / rows }, (_, at) => of(at * rows, (at + 1) * rows)) })
  if (whole < args.length) runs.push({ sql: many(args.length - whole), args: [of(whole, args.length)] })
  return runs
}
