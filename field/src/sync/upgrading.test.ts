/** An app of the first version that is brought up to date, with the real WatermelonDB in memory. */
import { createRequire } from 'node:module'
import { appSchema, Database, tableSchema } from '@nozbe/watermelondb'
import LokiJSAdapter from '@nozbe/watermelondb/adapters/lokijs'
import type { AppSchema } from '@nozbe/watermelondb/Schema'
import { schemaMigrations } from '@nozbe/watermelondb/Schema/migrations'
import logger from '@nozbe/watermelondb/utils/common/logger'
import { expect, it } from 'vitest'
import { modelClasses } from '@/db/models'
import { OWN } from '@/db/own'
import { rows, write } from '@/db/rows'
import { migrations, schema, SYNCED, SYNCED_TABLES } from '@/db/schema'
import type { ShapeColumn, ShapeTable } from '@/db/shape'
import type { Changes } from './push.ts'
import { run, type Transport } from './run.ts'

logger.silence()
// What WatermelonDB itself keeps its memory in; it comes without types.
const { LokiMemoryAdapter } = createRequire(import.meta.url)('lokijs') as { LokiMemoryAdapter: new () => object }

const atFirst = ({ since = 1 }: { since?: number }) => since === 1
const column = ({ name, type, isOptional, isIndexed }: ShapeColumn) => ({ name, type, isOptional, isIndexed }) as never
const first: AppSchema = appSchema({
  version: 1,
  tables: [
    ...(SYNCED.tables as readonly ShapeTable[]).filter(atFirst).map((table) => tableSchema({ name: table.name, columns: table.columns.filter(atFirst).map(column) })),
    ...(OWN.tables as readonly ShapeTable[]).map((table) => tableSchema({ name: table.name, columns: table.columns.map(column) })),
  ],
})
const none = (tables: readonly string[]): Changes => Object.fromEntries(tables.map((table) => [table, { created: [], updated: [], deleted: [] }]))

it('keeps what it has not sent, asks for what is new, and gets it', async () => {
  const disk = new LokiMemoryAdapter()
  const open = (of: AppSchema) => {
    const options = { useWebWorker: false, useIncrementalIndexedDB: true, _testLokiAdapter: disk, extraLokiOptions: { autosave: false } } as object
    const adapter = new LokiJSAdapter({ schema: of, migrations: of === first ? schemaMigrations({ migrations: [] }) : migrations, ...options } as never)
    return new Database({ adapter, modelClasses: modelClasses.filter(({ table }) => table in of.tables) })
  }
  const wishes: Parameters<Transport['pull']>[0][] = []
  const sent: string[] = []
  const given: Changes[] = []
  const transport: Transport = {
    async pull(wish) {
      wishes.push(wish)
      return { changes: { ...none(wishes.length > 1 ? SYNCED_TABLES : known), ...given.shift() }, timestamp: 100 + wishes.length }
    },
    async push(changes) {
      sent.push(...Object.values(changes).flatMap(({ created, updated }) => [...created, ...updated].map(({ id }) => id)))
      return {}
    },
  }
  const known = SYNCED_TABLES.filter((table) => table in first.tables)
  const sync = (database: Database, tables = SYNCED_TABLES) => run({ database, transport, tables, serverVersion: (version) => version })

  const old = open(first)
  given.push({ sites: { created: [], updated: [{ id: 's', name: 'Depot' }], deleted: [] } })
  await sync(old, known)
  await write(old, (to) => void to.create('comments', { id: 'c', work_order_id: 'w', body: 'Typed before', public: false, created_at: 1, updated_at: 1 }))
  const saving = old.adapter.underlyingAdapter as unknown as { _driver: { loki: { saveDatabase: (done: () => void) => void } } }
  await new Promise<void>((saved) => saving._driver.loki.saveDatabase(saved))

  const today = open(schema)
  expect(await rows(today, 'custom_fields')).toEqual([])
  expect((await rows(today, 'comments')).map(({ body, _status }) => [body, _status])).toEqual([['Typed before', 'created']])
  given.push({ custom_fields: { created: [], updated: [{ id: 'f', entity: 'asset', key: 'fuel', label: 'Fuel', type: 'text', position: 0 }], deleted: [] } })
  await sync(today)
  const asked = wishes.find(({ migration }) => migration)!.migration!
  expect(asked.from).toBe(1)
  expect(asked.tables).toContain('custom_fields')
  expect(asked.columns.find(({ table }) => table === 'sites')).toEqual({ table: 'sites', columns: ['codes'] })
  expect((await rows(today, 'custom_fields')).map(({ label }) => label)).toEqual(['Fuel'])
  expect((await rows(today, 'sites')).map(({ name }) => name)).toEqual(['Depot'])
  expect(sent).toEqual(['c'])
})
