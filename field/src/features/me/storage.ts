/** How much room this takes. */
import type { Database } from '@nozbe/watermelondb'
import { Paths } from 'expo-file-system'
import { sql } from '@/db'

export interface Room {
  used: number
  free: number | undefined
  /** Whether the system may throw it away; `undefined`: it does not. */
  kept: boolean | undefined
}

export async function room(database: Database): Promise<Room> {
  const [found] = await sql<{ size: number }>(database, 'select page_count * page_size as size from pragma_page_count(), pragma_page_size()')
  return { used: found?.size ?? 0, free: Paths.availableDiskSpace, kept: undefined }
}
