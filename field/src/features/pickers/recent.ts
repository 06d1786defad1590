/** What this person chose last on this device, by kind. */
import type { Database } from '@nozbe/watermelondb'
import { row, useLive, write } from '@/db'

export type RecentKind = 'assets' | 'places' | 'staff' | 'scanned'

const MOST = 12

/** `id` at the front, nothing twice, not too many. */
export const withFirst = (ids: readonly string[], id: string, most = MOST): string[] => [id, ...ids.filter((each) => each !== id)].slice(0, most)

function read(value: string | undefined): string[] {
  try {
    const found: unknown = JSON.parse(value ?? '[]')
    return Array.isArray(found) ? found.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}

const keyOf = (kind: RecentKind): string => `recent.${kind}`

/** The newest first; `undefined` until known. */
export const useRecent = (kind: RecentKind): readonly string[] | undefined =>
  useLive(['settings'], async (database) => read((await row(database, 'settings', keyOf(kind)))?.value), [kind])

/** Put `chosen` at the front. The last of them ends up first. */
export async function remember(database: Database, kind: RecentKind, ...chosen: string[]): Promise<void> {
  await write(database, async (to) => {
    const id = keyOf(kind)
    const known = await row(database, 'settings', id)
    const value = JSON.stringify(chosen.reduce((ids, each) => withFirst(ids, each), read(known?.value)))
    if (known) await to.update('settings', id, { value })
    else to.create('settings', { id, value })
  })
}
