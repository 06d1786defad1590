/** What screens read, read again whenever it changes. */
import type { Database } from '@nozbe/watermelondb'
import type { Clause } from '@nozbe/watermelondb/QueryDescription'
import { type DependencyList, useEffect, useState } from 'react'
import { useDatabase } from './database.ts'
import type { Table } from './columns.gen.ts'
import { count, type Row, row, rows, sql } from './rows.ts'

/** `undefined` until the first answer. */
export function useLive<R>(tables: readonly Table[], read: (database: Database) => Promise<R>, about: DependencyList): R | undefined {
  const database = useDatabase()
  const [answer, setAnswer] = useState<R>()
  useEffect(() => {
    let over = false
    let reading = false
    let again = false
    const look = async () => {
      if (reading) {
        again = true
        return
      }
      reading = true
      try {
        do {
          again = false
          const found = await read(database)
          if (!over) setAnswer(() => found)
        } while (again && !over)
      } catch (error) {
        if (!over) throw error
      } finally {
        reading = false
      }
    }
    void look()
    const subscriptions = tables.map((table) => database.get(table).experimentalSubscribe(() => void look()))
    return () => {
      over = true
      for (const stop of subscriptions) stop()
    }
    // `about` says what the reading depends on.
  }, [database, ...about])
  return answer
}

/** The rows of a table that fit, read again when the table changes. `about`: what the clauses depend on. */
export const useRows = <T extends Table>(table: T, clauses: Clause[], about: DependencyList = []): Row<T>[] | undefined =>
  useLive([table], (database) => rows(database, table, ...clauses), [table, ...about])

/** One record; `null` if it is not on this device. */
export const useRow = <T extends Table>(table: T, id: string | undefined): Row<T> | null | undefined =>
  useLive([table], async (database) => (id ? ((await row(database, table, id)) ?? null) : null), [table, id])

export const useCount = (table: Table, clauses: Clause[], about: DependencyList = []): number | undefined =>
  useLive([table], (database) => count(database, table, ...clauses), [table, ...about])

/** What a SELECT answers, read again when one of `tables` changes. */
export const useSql = <R extends object>(tables: readonly Table[], query: string, args: (string | number | boolean | null)[] = []): R[] | undefined =>
  useLive(tables, (database) => sql<R>(database, query, args), [query, JSON.stringify(args)])
