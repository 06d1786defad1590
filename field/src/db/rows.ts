/** Reading and writing by table. What is read are plain copies: they never change under a screen. */
import { type Database, type Model, Q } from '@nozbe/watermelondb'
import type { Clause } from '@nozbe/watermelondb/QueryDescription'
import type { Columns, Table } from './columns.gen.ts'
import { schema } from './schema.ts'

/** A record as it was when it was read. `_status` other than `synced`: not sent yet; `_changed`: which columns. */
export type Row<T extends Table> = Readonly<Columns[T] & { id: string; _status: 'synced' | 'created' | 'updated'; _changed: string }>

const flags = new Map<string, string[]>(
  Object.values(schema.tables).map((table) => [table.name, table.columnArray.filter((column) => column.type === 'boolean').map((column) => column.name)]),
)

/** SQLite has no true and false. */
function plain<T extends Table>(table: T, found: Record<string, unknown>[]): Row<T>[] {
  for (const flag of flags.get(table) ?? []) {
    for (const row of found) if (row[flag] !== null) row[flag] = row[flag] === 1 || row[flag] === true
  }
  return found as Row<T>[]
}

export async function rows<T extends Table>(database: Database, table: T, ...clauses: Clause[]): Promise<Row<T>[]> {
  return plain(table, await database.get(table).query(clauses).unsafeFetchRaw())
}

export async function row<T extends Table>(database: Database, table: T, id: string): Promise<Row<T> | undefined> {
  return (await rows(database, table, Q.where('id', id)))[0]
}

export const count = (database: Database, table: Table, ...clauses: Clause[]): Promise<number> => database.get(table).query(clauses).fetchCount()

/** What any SELECT answers. Leave out what has been deleted: `_status <> 'deleted'`. */
export async function sql<R extends object>(database: Database, query: string, args: (string | number | boolean | null)[] = []): Promise<R[]> {
  return (await database.get('settings').query(Q.unsafeSqlQuery(query, args as never)).unsafeFetchRaw()) as R[]
}

type Values<T extends Table> = Partial<Columns[T]> & { id?: string }

/** What one `write` may do. All of it is in the database at once, or nothing. */
export interface Writing {
  create<T extends Table>(table: T, values: Values<T>): string
  update<T extends Table>(table: T, id: string, values: Partial<Columns[T]>): Promise<void>
  remove(table: Table, id: string): Promise<void>
}

/**
 * Change several records in one transaction. Resolves when all is safely stored on this device; sync follows by itself.
 * `work` gathers what to do; nothing is done if it throws.
 */
export function write<R>(database: Database, work: (to: Writing) => R | Promise<R>): Promise<R> {
  return database.write(async () => {
    const made = new Map<string, Model>()
    const changed = new Map<string, { record: Model; values: object }>()
    const gone = new Map<string, Model>()
    const result = await work({
      create(table, { id, ...values }) {
        const record = database.get(table).prepareCreate((fresh) => {
          if (id) fresh._raw.id = id
          fill(fresh, values)
        })
        made.set(`${table} ${record.id}`, record)
        return record.id
      },
      async update(table, id, values) {
        const key = `${table} ${id}`
        const fresh = made.get(key)
        if (fresh) return void filled(fresh, values)
        const record = changed.get(key)?.record ?? (await database.get(table).find(id))
        changed.set(key, { record, values: { ...changed.get(key)?.values, ...values } })
      },
      async remove(table, id) {
        const key = `${table} ${id}`
        changed.delete(key)
        if (!made.delete(key)) gone.set(key, await database.get(table).find(id))
      },
    })
    // Prepared and handed over without a pause: Watermelon insists.
    await database.batch([
      ...made.values(),
      ...[...changed.values()].map(({ record, values }) => record.prepareUpdate((each) => fill(each, values))),
      ...[...gone.values()].map((record) => record.prepareMarkAsDeleted()),
    ])
    return result
  })
}

/** A record that is not stored yet takes values as if it had been made with them. */
function filled(fresh: Model, values: object): void {
  fresh._isEditing = true
  fill(fresh, values)
  fresh._isEditing = false
}

function fill(record: Model, values: object): void {
  for (const [name, value] of Object.entries(values)) record._setRaw(name as never, value as never)
}
