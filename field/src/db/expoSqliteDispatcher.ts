/**
 * WatermelonDB's SQL over expo-sqlite's asynchronous API: the same on iOS, Android and web. Stands in for Watermelon's own `makeDispatcher`
 * (metro.config.js). Calls are done one after the other, so each batch has its transaction for itself; what is asked before the schema is in
 * place waits for it.
 */
import { deleteDatabaseAsync, openDatabaseAsync, type SQLiteBindValue, type SQLiteDatabase } from 'expo-sqlite'
import { started, startAgain } from '@/platform/place'
import { bound, inserted, isIndexing, type Operation } from './batches.ts'

type Result = { value: unknown } | { error: unknown }
type Row = Record<string, unknown> & { id: string }
type Work = (...args: never[]) => Promise<unknown>

/** The database on this device was written by a newer version of the app. It is left as it is. */
export class NewerDatabase extends Error {
  readonly name = 'NewerDatabase'
}

/** Ten thousand work orders with their indexes fit into it; with SQLite's own 2 MB every page of a first sync is read and written many times. */
const CACHE_KIB = 24_000
const HELD = /NoModificationAllowed|Access Handle|Invalid VFS state/i
const dispatchers = new Map<string, Dispatcher>()

class Dispatcher {
  private db!: SQLiteDatabase
  private last: Promise<unknown> = Promise.resolve()
  private known = new Map<string, Set<string>>()
  private setUp!: (error?: unknown) => void
  private ready = new Promise<void>((resolve, reject) => {
    this.setUp = (error) => (error ? reject(error) : resolve())
  })

  constructor(readonly name: string) {
    this.ready.catch(() => undefined)
    dispatchers.set(name, this)
  }

  call(method: string, args: unknown[], callback: (result: Result) => void): void {
    const starting = method === 'initialize' || method.startsWith('setUpWith')
    const work = (this as unknown as Record<string, Work>)[method]
    const done = (async () => {
      if (!starting) await this.ready
      if (!work) throw new Error(`${method} is not for this database`)
      return this.inTurn(() => work.apply(this, args as never[]))
    })()
    done.then(
      (value) => callback({ value }),
      (error: unknown) => {
        if (starting) this.setUp(error)
        callback({ error })
      },
    )
  }

  async close(): Promise<void> {
    dispatchers.delete(this.name)
    await this.inTurn(() => this.db?.closeAsync() ?? Promise.resolve())
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work, work)
    this.last = next.catch(() => undefined)
    return next
  }

  protected async initialize(_name: string, version: number): Promise<unknown> {
    this.db = await opened(this.name)
    const there = (await this.db.getFirstAsync<{ user_version: number }>('PRAGMA user_version'))!.user_version
    if (there > version) throw new NewerDatabase(`version ${there}, the app knows ${version}`)
    if (there === 0) return { code: 'schema_needed' }
    if (there < version) return { code: 'migrations_needed', databaseVersion: there }
    this.setUp()
    return { code: 'ok' }
  }

  protected async setUpWithSchema(_name: string, sql: string, version: number): Promise<void> {
    await this.atOnce(() => this.db.execAsync(`${sql};PRAGMA user_version = ${version}`))
    this.setUp()
  }

  protected async setUpWithMigrations(_name: string, sql: string, _from: number, to: number): Promise<void> {
    await this.atOnce(() => this.db.execAsync(`${sql};PRAGMA user_version = ${to}`))
    this.setUp()
  }

  protected async unsafeResetDatabase(sql: string, version: number): Promise<void> {
    const tables = await this.db.getAllAsync<{ name: string }>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    const drops = tables.map(({ name }) => `drop table if exists "${name}";`).join('')
    await this.atOnce(() => this.db.execAsync(`${drops}${sql};PRAGMA user_version = ${version}`))
    this.known.clear()
  }

  protected async find(table: string, id: string): Promise<unknown> {
    if (this.known.get(table)?.has(id)) return id
    const row = await this.db.getFirstAsync<Row>(`select * from "${table}" where "id" == ? limit 1`, [id])
    return row && this.toldOnce(table, row)
  }

  protected async query(table: string, sql: string, args: unknown[]): Promise<unknown[]> {
    const rows = await this.rows<Row>(sql, args)
    return rows.map((row) => this.toldOnce(table, row))
  }

  protected async queryIds(sql: string, args: unknown[]): Promise<string[]> {
    return (await this.rows<Row>(sql, args)).map((row) => row.id)
  }

  protected unsafeQueryRaw(sql: string, args: unknown[]): Promise<unknown[]> {
    return this.rows(sql, args)
  }

  protected async count(sql: string, args: unknown[]): Promise<number> {
    return (await this.rows<{ count: number }>(sql, args))[0]!.count
  }

  protected async getLocal(key: string): Promise<string | null> {
    return (await this.rows<{ value: string }>('select "value" from "local_storage" where "key" = ?', [key]))[0]?.value ?? null
  }

  protected async unsafeExecuteMultiple(sql: string): Promise<void> {
    await this.db.execAsync(sql)
  }

  protected async batch(operations: Operation[]): Promise<void> {
    await this.atOnce(async () => {
      for (const operation of operations) if (!isIndexing(operation)) await this.run(operation[2], operation[3])
    })
    // Watermelon keeps what it has made; from now on its id is enough.
    for (const [kept, table, , batches] of operations) {
      if (!kept || !table) continue
      const known = this.knownOf(table)
      for (const [id] of batches) {
        if (kept === 1) known.add(String(id))
        else known.delete(String(id))
      }
    }
  }

  private async run(sql: string, batches: readonly unknown[][]): Promise<void> {
    for (const { sql: some, args } of inserted(sql, batches)) {
      const statement = await this.db.prepareAsync(some)
      try {
        for (const each of args) await statement.executeAsync(each as SQLiteBindValue[])
      } finally {
        await statement.finalizeAsync()
      }
    }
  }

  /** A record that Watermelon has already is told by its id alone. */
  private toldOnce(table: string, row: Row): Row | string {
    const known = this.knownOf(table)
    if (known.has(row.id)) return row.id
    known.add(row.id)
    return row
  }

  private knownOf(table: string): Set<string> {
    const known = this.known.get(table) ?? new Set<string>()
    this.known.set(table, known)
    return known
  }

  private rows<T>(sql: string, args: unknown[]): Promise<T[]> {
    return this.db.getAllAsync<T>(sql, bound(args) as SQLiteBindValue[])
  }

  private async atOnce(work: () => Promise<void>): Promise<void> {
    await this.db.execAsync('BEGIN IMMEDIATE')
    try {
      await work()
      await this.db.execAsync('COMMIT')
    } catch (error) {
      await this.db.execAsync('ROLLBACK').catch(() => undefined)
      throw error
    }
  }
}

/** A page that was closed a moment ago may still hold the files; it lets go of them soon. */
async function opened(name: string): Promise<SQLiteDatabase> {
  try {
    const database = await openDatabaseAsync(name)
    await database.execAsync(`PRAGMA cache_size = -${CACHE_KIB}`)
    started()
    return database
  } catch (error) {
    if (HELD.test(String(error))) await startAgain()
    throw error
  }
}

export const getDispatcherType = (): 'asynchronous' => 'asynchronous'
export const makeDispatcher = (_type: string, _tag: number, name: string): Dispatcher => new Dispatcher(name)

/** Close a database that is open here. What was begun is finished first. */
export async function closeFile(name: string): Promise<void> {
  await dispatchers.get(name)?.close()
}

/** Delete a database with everything in it. */
export async function deleteFile(name: string): Promise<void> {
  await closeFile(name)
  await deleteDatabaseAsync(name)
}
