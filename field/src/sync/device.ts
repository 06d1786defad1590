/** What this installation calls itself when it sends, so that somebody with two phones sees which of them a conflict came from. */
import { newId } from '@/lib/ids'
import { keep, readKept } from '@/platform/kept'

const KEPT = 'device'
let known: Promise<string> | undefined

/** Made once and kept, whoever signs in. */
export function deviceId(): Promise<string> {
  known ??= readOrMade()
  return known
}

/** A device that can keep nothing has an id until the app is closed: sync does not wait for a place to write one. */
async function readOrMade(): Promise<string> {
  const kept = await readKept(KEPT).catch(() => null)
  if (kept) return kept
  const made = newId()
  await keep(KEPT, made).catch(() => undefined)
  return made
}
