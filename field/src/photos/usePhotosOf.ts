import { useMemo } from 'react'
import { Q, rows, useLive } from '@/db'
import { usePerson } from '@/session'
import { asQueued } from './queued'
import { standings } from './records'
import { type PhotoSubject, SUBJECTS } from './subjects'
import { type TileOf, tilesOf } from './tiles'
import { useFacts, useGoing } from './useFacts'

/** The pictures of a record, kept current. `undefined` until known. */
export function usePhotosOf(subject: PhotoSubject, subjectId: string): TileOf[] | undefined {
  const { userId } = usePerson()
  const facts = useFacts()
  const going = useGoing()
  const found = useLive(
    ['photos', 'attachments', SUBJECTS[subject]],
    async (database) => {
      const of = [Q.where('subject_id', subjectId), Q.where('subject', subject)]
      const [photos, stored] = [await rows(database, 'photos', ...of), await rows(database, 'attachments', ...of)]
      return { photos, stored, standing: photos.length ? await standings(database, photos) : undefined }
    },
    [subject, subjectId],
  )
  return useMemo(() => {
    if (!found) return undefined
    const now = Date.now()
    const queued = found.photos.map((photo) => asQueued(photo, found.standing!(photo), { ...facts, now }, going))
    return tilesOf(found.stored, queued, userId)
  }, [found, facts, going, userId])
}
