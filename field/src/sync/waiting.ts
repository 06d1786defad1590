/** What has not been sent yet. */
import type { Database } from '@nozbe/watermelondb'
import { useLive } from '@/db/live'
import type { Table } from '@/db/columns.gen.ts'
import { sql } from '@/db/rows'
import { SYNCED_TABLES } from '@/db/schema'

export interface Waiting {
  table: string
  count: number
}

/** Pictures wait too, though in a queue of their own. */
const QUERY = [
  ...SYNCED_TABLES.map((table) => `select '${table}' as "table", count(*) as "count" from "${table}" where "_status" in ('created', 'updated', 'deleted')`),
  `select 'photos' as "table", count(*) as "count" from "photos" where "state" <> 'sent'`,
].join(' union all ')

export async function waiting(database: Database): Promise<Waiting[]> {
  return (await sql<Waiting>(database, QUERY)).filter(({ count }) => count > 0)
}

/** The tables with something unsent, kept current. `undefined` until known. */
export const useWaiting = (): Waiting[] | undefined => useLive([...(SYNCED_TABLES as Table[]), 'photos'], waiting, [])
