/** Unsent work as a file: when nothing else helps, a person can carry it to the office. */
import Constants from 'expo-constants'
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
  const made = documentOf({ tenantId, tenantName, userId, name, version: Constants.expoConfig?.version ?? '' }, await unsentRecords(), Date.now())
  return (await saveText(file, made)) ? file : undefined
}
