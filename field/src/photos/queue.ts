/** What one may do with pictures on their way. */
import { deleteFile, getFile } from '@fettle/client'
import { write } from '@/db'
import { ifMatch } from '@/lib/api'
import { newId } from '@/lib/ids'
import { syncNow } from '@/sync'
import { everyPhoto, removeRow, savePhoto } from './records'
import { running, type Running } from './running'
import { shrink, type Picked, type Shrunk } from './shrink'
import type { PhotoRole, PhotoSubject } from './subjects'
import { BEGINNING, type Photo, troubleOf, wayOf, wayText } from './way'
import { nameOf } from './names'

function here(): Running {
  const now = running.get()
  if (!now) throw new Error('no database is open')
  return now
}

export interface NewPhoto {
  subject: PhotoSubject
  subjectId: string
  role?: PhotoRole
  caption?: string | null
  takenAt?: number
}

/** Keep a picture, and send it when its record has been sent. Rejects with `Unreadable` or `NoRoom`. */
export const addPhoto = async (photo: NewPhoto, picked: Picked): Promise<string> => keepPhoto(photo, await shrink(picked))

/** As `addPhoto`, for a picture that has its size. Its bytes are safe before its row is. */
export async function keepPhoto({ subject, subjectId, role = 'detail', caption = null, takenAt = Date.now() }: NewPhoto, made: Shrunk): Promise<string> {
  const { database, bytes } = here()
  const id = newId()
  const size = await bytes.put('photos', id, made.picture)
  await bytes.put('thumbs', id, made.thumb)
  await write(database, (to) =>
    to.create('photos', {
      id,
      subject,
      subject_id: subjectId,
      role,
      caption,
      name: nameOf(takenAt),
      media_type: 'image/jpeg',
      size,
      width: made.width,
      height: made.height,
      bytes: id,
      state: 'waiting',
      sent: 0,
      upload: wayText(BEGINNING),
      attachment_id: null,
      tries: 0,
      error: null,
      next_try_at: null,
      taken_at: takenAt,
      updated_at: Date.now(),
    }),
  )
  return id
}

/** A picture on its way as an address that is the picture itself; nothing where its bytes are gone. */
export async function dataOfPhoto({ bytes: key, media_type: type }: Pick<Photo, 'bytes' | 'media_type'>): Promise<string | undefined> {
  const letters = await here().bytes.base64('photos', key)
  return letters && `data:${type};base64,${letters}`
}

/** Take a picture back that the server does not have. */
export async function removePhoto(id: string): Promise<void> {
  const { database, bytes, engine } = here()
  const photo = (await everyPhoto(database)).find((each) => each.id === id)
  if (!photo || photo.state === 'sent') return
  engine.drop(id)
  await removeRow(database, id)
  await bytes.remove('photos', photo.bytes)
  await bytes.remove('thumbs', photo.bytes)
}

/** Delete a picture of one's own that the server has. Needs a network. */
export async function deleteStored(id: string): Promise<void> {
  const { version } = await getFile({ path: { file_id: id } })
  await deleteFile({ path: { file_id: id }, headers: ifMatch(version) })
  await syncNow()
}

/** The pictures of a record that will never be: of a form that somebody gave up. */
export async function removePhotosOf(subject: PhotoSubject, subjectId: string): Promise<void> {
  for (const photo of await everyPhoto(here().database)) if (photo.subject === subject && photo.subject_id === subjectId) await removePhoto(photo.id)
}

/** Try again at once, also what was refused: then as another file, for the server has made up its mind about this one. */
export async function retryPhoto(id: string): Promise<void> {
  const { database, engine } = here()
  const photo = (await everyPhoto(database)).find((each) => each.id === id)
  if (!photo) return
  const anew = photo.state === 'refused' ? { attachment_id: newId(), upload: wayText({ ...wayOf(photo), step: 'known' }) } : {}
  if (troubleOf(photo)?.reason === 'lost') return
  await savePhoto(database, id, { ...anew, state: 'waiting', error: null, next_try_at: null, tries: 0 })
  void engine.run().catch(() => undefined)
}

/** What it shows, while it is here. What the server was told already is corrected when it has arrived. */
export const describePhoto = (id: string, values: { caption?: string | null; role?: PhotoRole }): Promise<void> =>
  savePhoto(here().database, id, { ...values, updated_at: Date.now() })

export type { Photo }
