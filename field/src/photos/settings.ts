/** What somebody chose for pictures, on this device. */
import type { Database } from '@nozbe/watermelondb'
import { row, write } from '@/db'
import { makeStore } from '@fettle/kit/store'

const WIFI_ONLY = 'photos.wifiOnly'

/** Pictures wait for a network that does not cost by volume, where the device knows. */
export const wifiOnly = makeStore(false)

/** Keeps it current. Returns how to stop. */
export function followWifiOnly(database: Database): () => void {
  const read = () => void row(database, 'settings', WIFI_ONLY).then((found) => wifiOnly.set(found?.value === 'true'), () => undefined)
  read()
  return database.get('settings').experimentalSubscribe(read)
}

export async function chooseWifiOnly(database: Database, chosen: boolean): Promise<void> {
  const there = await row(database, 'settings', WIFI_ONLY)
  await write(database, (to) => (there ? to.update('settings', WIFI_ONLY, { value: String(chosen) }) : void to.create('settings', { id: WIFI_ONLY, value: String(chosen) })))
}
