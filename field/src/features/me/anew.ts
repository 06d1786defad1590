/** Everything anew: a cursor that the office never gave makes it send all of it, in place of what is here. Our own tables stay. */
import { currentDatabase } from '@/db'
import { syncNow, waiting } from '@/sync'

/** Under this name WatermelonDB keeps how far it has pulled. */
const CURSOR = '__watermelon_last_pulled_at'
/** Not 0: that would be a first pull, which takes nothing away. */
const NEVER_GIVEN = '1'

/** Answers with how much waits; nothing is done unless that is 0. Rejects when the office did not answer. */
export async function getAnew(): Promise<number> {
  await syncNow()
  const database = currentDatabase()
  if (!database) return 0
  const left = (await waiting(database)).reduce((sum, { table, count }) => sum + (table === 'photos' ? 0 : count), 0)
  if (left) return left
  await database.adapter.setLocal(CURSOR, NEVER_GIVEN)
  await syncNow()
  if ((await database.adapter.getLocal(CURSOR)) === NEVER_GIVEN) throw new Error('not pulled')
  return 0
}
