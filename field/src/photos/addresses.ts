/** Where the pictures of the server can be fetched: its addresses hold for minutes, and are asked for once for all pictures of a record. */
import { type FileView, getFile, listFiles } from '@fettle/client'
import type { FilesRecordsFilesSubject } from '@fettle/client'
import { absolute } from './ports'
import type { PhotoSubject } from './subjects'

export interface Addresses {
  content: string | null
  preview: string | null
  thumb: string | null
}

const HOLDS = 240_000
const known = new Map<string, { at: number; of: Promise<Map<string, Addresses>> }>()

const addresses = ({ contentUrl, previewUrl, thumbnailUrl }: FileView): Addresses => ({
  content: contentUrl && absolute(contentUrl),
  preview: previewUrl && absolute(previewUrl),
  thumb: thumbnailUrl && absolute(thumbnailUrl),
})

/** Those of all files of a record. */
export function addressesOf(subject: PhotoSubject, subjectId: string): Promise<Map<string, Addresses>> {
  const key = `${subject} ${subjectId}`
  const there = known.get(key)
  if (there && Date.now() - there.at < HOLDS) return there.of
  const of = asked(subject, subjectId)
  known.set(key, { at: Date.now(), of })
  of.catch(() => known.delete(key))
  return of
}

async function asked(subject: PhotoSubject, subjectId: string): Promise<Map<string, Addresses>> {
  const { data } = await listFiles({ query: { subject: subject as FilesRecordsFilesSubject, subjectId: [subjectId], limit: 100 } })
  return new Map(data.map((file) => [file.id, addresses(file)]))
}

export const addressOf = async (id: string): Promise<Addresses> => addresses(await getFile({ path: { file_id: id } }))
