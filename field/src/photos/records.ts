/** Pictures in the database of this device. */
import type { Database } from '@nozbe/watermelondb'
import { rows, sql, write } from '@/db'
import type { Columns } from '@/db/columns.gen.ts'
import type { Standing } from './plan'
import { isSubject, SUBJECTS } from './subjects'
import { fileId, type Photo } from './way'

const marks = (list: readonly unknown[]) => list.map(() => '?').join(', ')

export const everyPhoto = (database: Database): Promise<Photo[]> => rows(database, 'photos')

/** How the records stand that pictures belong to. */
export async function standings(database: Database, photos: readonly Photo[]): Promise<(photo: Photo) => Standing> {
  const bySubject = new Map<string, Set<string>>()
  for (const { subject, subject_id } of photos) {
    if (isSubject(subject)) bySubject.set(subject, (bySubject.get(subject) ?? new Set()).add(subject_id))
  }
  const found = new Map<string, string>()
  for (const [subject, ids] of bySubject) {
    const table = isSubject(subject) ? SUBJECTS[subject] : undefined
    const list = [...ids]
    for (const { id, status } of await sql<{ id: string; status: string }>(database, `select "id", "_status" as "status" from "${table}" where "id" in (${marks(list)})`, list)) {
      found.set(`${subject} ${id}`, status)
    }
  }
  return ({ subject, subject_id }) => {
    const status = found.get(`${subject} ${subject_id}`)
    if (status === undefined || status === 'deleted') return 'missing'
    return status === 'created' ? 'unsent' : 'there'
  }
}

/** Those of which the server's own row is on this device. */
export async function arrived(database: Database, photos: readonly Photo[]): Promise<ReadonlySet<string>> {
  const ids = photos.map(fileId)
  const there = new Set((await sql<{ id: string }>(database, `select "id" from "attachments" where "id" in (${marks(ids)})`, ids)).map(({ id }) => id))
  return new Set(photos.filter((photo) => there.has(fileId(photo))).map(({ id }) => id))
}

/** Changes a picture, if it is still there: somebody may have removed it meanwhile. */
export function savePhoto(database: Database, id: string, values: Partial<Columns['photos']>): Promise<void> {
  return write(database, (to) => to.update('photos', id, values)).catch(async (error: unknown) => {
    if ((await everyPhoto(database)).some((photo) => photo.id === id)) throw error
  })
}

export const removeRow = (database: Database, id: string): Promise<void> =>
  write(database, (to) => to.remove('photos', id)).catch(async (error: unknown) => {
    if ((await everyPhoto(database)).some((photo) => photo.id === id)) throw error
  })
