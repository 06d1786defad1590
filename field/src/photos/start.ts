import type { Database } from '@nozbe/watermelondb'
import { takeUp } from './pending'
import { type Owner, ownerName, startQueue } from './running'

/** Send the pictures of `database`, and take up what was left behind. Returns how to stop. */
export function startPhotos(database: Database, owner: Owner): () => void {
  const stop = startQueue(database, owner)
  // What was taken could not be read: it is still in the phone's gallery.
  void takeUp(ownerName(owner)).catch(() => undefined)
  return stop
}
