/**
 * What the server declares (packages/sync/schema.json) and what only this device keeps, as one list of tables with one line of versions.
 *
 * The server counts its versions and the device its own; each step of either is one step of the database. `ownSteps` says after which
 * version of the server each step of our own came, so that the line stays the same on every device.
 */
export type ColumnType = 'string' | 'number' | 'boolean'

export interface ShapeColumn {
  name: string
  type: ColumnType
  isOptional?: boolean
  isIndexed?: boolean
  since?: number
}

export interface ShapeTable {
  name: string
  columns: readonly ShapeColumn[]
  since?: number
}

export interface Shape {
  version: number
  tables: readonly ShapeTable[]
}

/** The database's version of a version of the server. */
export function databaseVersion(server: number, ownSteps: readonly number[]): number {
  return server + ownSteps.filter((after) => after < server).length
}

/** The database's version of the n-th step of our own, counted from 1. */
export function ownVersion(step: number, ownSteps: readonly number[]): number {
  return ownSteps[step - 1]! + step
}

/** The server's version that a version of the database holds. */
export function serverVersion(database: number, ownSteps: readonly number[]): number {
  let server = 1
  while (databaseVersion(server + 1, ownSteps) <= database) server += 1
  return server
}

export interface Step {
  toVersion: number
  tables: ShapeTable[]
  widened: { table: string; columns: ShapeColumn[] }[]
}

/** Every step from the first database to today's: which tables and columns came with it. */
export function steps(synced: Shape, own: Shape, ownSteps: readonly number[]): Step[] {
  const all = new Map<number, Step>()
  const at = (toVersion: number) => {
    const step = all.get(toVersion) ?? { toVersion, tables: [], widened: [] }
    all.set(toVersion, step)
    return step
  }
  const newest = versionOf(synced, ownSteps)
  for (let version = 2; version <= newest; version += 1) at(version)
  const take = (shape: Shape, first: number, version: (since: number) => number) => {
    for (const table of shape.tables) {
      const born = table.since ?? first
      const columnsOf = (since: number) => table.columns.filter((column) => Math.max(column.since ?? first, born) === since)
      if (born > first) at(version(born)).tables.push({ ...table, columns: columnsOf(born) })
      for (let since = Math.max(born, first) + 1; since <= shape.version; since += 1) {
        const columns = columnsOf(since)
        if (columns.length) at(version(since)).widened.push({ table: table.name, columns })
      }
    }
  }
  take(synced, 1, (since) => databaseVersion(since, ownSteps))
  take(own, 0, (since) => ownVersion(since, ownSteps))
  return [...all.values()].sort((a, b) => a.toVersion - b.toVersion)
}

/** The database's version of today. */
export function versionOf(synced: Shape, ownSteps: readonly number[]): number {
  return synced.version + ownSteps.length
}
