import type { Database } from '@nozbe/watermelondb'
import { sql } from '@/db'

export interface Room {
  used: number
  free: number | undefined
  kept: boolean | undefined
}

/** All that this app keeps in the browser: database, pictures, the app itself. */
export async function room(database: Database): Promise<Room> {
  const [found] = await sql<{ size: number }>(database, 'select page_count * page_size as size from pragma_page_count(), pragma_page_size()')
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  const kept = await navigator.storage?.persisted?.().catch(() => undefined)
  const used = Math.max(usage ?? 0, found?.size ?? 0)
  return { used, free: quota === undefined ? undefined : quota - used, kept }
}
