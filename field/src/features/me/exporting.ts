/** Unsent work as a file: when nothing else helps, a person can carry it to the office. */
import Constants from 'expo-constants'
import { dataOfPhoto, type Photo } from '@/photos'
import { sessionState } from '@/session'
import { unsentRecords } from '@/sync'
import { saveText } from './saveText'
import { documentOf, fileName } from './unsentFile'

/** Answers with the name of the file; `undefined` if the person thought otherwise. */
export async function exportUnsent(): Promise<string | undefined> {
  const now = sessionState()
  if (now.kind !== 'in') return undefined
  const { tenantId, tenantName, userId, name } = now.person
  const file = fileName(tenantName, name, Date.now())
  const made = documentOf({ tenantId, tenantName, userId, name, version: Constants.expoConfig?.version ?? '' }, await withPictures(await unsentRecords()), Date.now())
  return (await saveText(file, made)) ? file : undefined
}

/** A row of a picture is no picture: the bytes go with it. One after the other, for a phone has little room for them. */
async function withPictures({ photos, ...others }: Record<string, unknown[]>): Promise<Record<string, unknown[]>> {
  if (!photos) return others
  const carried: unknown[] = []
  for (const photo of photos as Photo[]) carried.push({ ...photo, picture: await dataOfPhoto(photo) })
  return { ...others, photos: carried }
}
