/** Leaving this device: never by accident with work that nobody has received. */
import { currentDatabase, deleteDatabase } from '@/db/database'
import { forget } from '@/platform/kept'
import { waiting } from '@/sync/waiting'
import { sessionState, signOut } from './session.ts'

type Forget = (owner: { tenantId: string; userId: string }) => Promise<void>
const forgetting: Forget[] = []

/** Parts that keep something beside the database (pictures) forget it here. */
export const onLeave = (forget: Forget): void => void forgetting.push(forget)

/** How many records have not been sent yet. */
export async function unsent(): Promise<number> {
  const database = currentDatabase()
  return database ? (await waiting(database)).reduce((sum, each) => sum + each.count, 0) : 0
}

/**
 * Sign out and delete what is on this device. Answers with the number of records that would be lost, and does nothing, unless `anyway` or there
 * are none.
 */
export async function leave({ anyway = false } = {}): Promise<number> {
  const now = sessionState()
  if (now.kind !== 'in') return 0
  const lost = await unsent()
  if (lost && !anyway) return lost
  const { tenantId, userId } = now.person
  await signOut()
  await deleteDatabase({ tenantId, userId })
  await forget(`synced.${tenantId}.${userId}`)
  for (const each of forgetting) await each({ tenantId, userId })
  return 0
}
