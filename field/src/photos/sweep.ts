/** Gives room back: bytes that nothing refers to any more, and small pictures beyond what is worth keeping. */
import type { Database } from '@nozbe/watermelondb'
import { Q, rows, sql, write } from '@/db'
import type { Area, Bytes, Kept } from '@/platform/bytes'
import { everyPhoto } from './records'
import { excess } from './room'

const LIMITS = { thumbs: 24_000_000, previews: 64_000_000 }
/** What was put there a moment ago may get its row yet. */
const YOUNG = 600_000
/** A drawing that nobody has gone on with for so long is given up. */
const GIVEN_UP = 30 * 86_400_000

export async function sweep(database: Database, bytes: Bytes): Promise<void> {
  const ours = new Set((await everyPhoto(database)).map((photo) => photo.bytes))
  const old = Date.now() - YOUNG
  await removed(bytes, 'photos', (await bytes.list('photos')).filter(({ key, at }) => !ours.has(key) && at < old))
  const documents = await bytes.list('documents')
  if (documents.length) {
    const known = new Set((await sql<{ id: string }>(database, 'select "id" from "attachments"')).map(({ id }) => id))
    await removed(bytes, 'documents', documents.filter(({ key }) => !known.has(key)))
  }
  const drawings = await rows(database, 'drafts', Q.where('kind', 'drawing'), Q.where('updated_at', Q.lt(Date.now() - GIVEN_UP)))
  if (drawings.length) await write(database, async (to) => void (await Promise.all(drawings.map(({ id }) => to.remove('drafts', id)))))
  for (const area of ['thumbs', 'previews'] as const) {
    await removed(bytes, area, excess((await bytes.list(area)).filter(({ key }) => !ours.has(key)), LIMITS[area]))
  }
}

async function removed(bytes: Bytes, area: Area, some: readonly Kept[]): Promise<void> {
  for (const { key } of some) await bytes.remove(area, key)
}
