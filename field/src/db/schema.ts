/** The schema of the database on this device, with a way there from every older one. */
import declared from '@fettle/sync/schema.json'
import { appSchema, columnName, tableName, tableSchema } from '@nozbe/watermelondb'
import { addColumns, createTable, schemaMigrations } from '@nozbe/watermelondb/Schema/migrations'
import { OWN, OWN_STEPS } from './own.ts'
import { type Shape, type ShapeColumn, steps, versionOf } from './shape.ts'

export const SYNCED = declared as Shape

const column = ({ name, type, isOptional = false, isIndexed = false }: ShapeColumn) => ({ name: columnName(name), type, isOptional, isIndexed })

export const schema = appSchema({
  version: versionOf(SYNCED, OWN_STEPS),
  tables: [...SYNCED.tables, ...OWN.tables].map((table) =>
    tableSchema({ name: tableName(table.name), columns: table.columns.map((each) => column(each)) }),
  ),
})

export const migrations = schemaMigrations({
  migrations: steps(SYNCED, OWN, OWN_STEPS).map(({ toVersion, tables, widened }) => ({
    toVersion,
    steps: [
      ...tables.map((table) => createTable({ name: tableName(table.name), columns: table.columns.map(column) })),
      ...widened.map(({ table, columns }) => addColumns({ table: tableName(table), columns: columns.map(column) })),
    ],
  })),
})

/** Tables in the order in which the server declares them: what others refer to comes first. */
export const SYNCED_TABLES: readonly string[] = SYNCED.tables.map((table) => table.name)
