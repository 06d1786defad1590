/** Reading and taking note: written here, the office hears of it with the next sync. */
import type { Database } from '@nozbe/watermelondb'
import { router } from 'expo-router'
import { Linking } from 'react-native'
import { Q, rows, type Row, write } from '@/db'
import { officePath, screenOf } from '@/push/links'
import { serverAddress } from '@/platform/server'

type Told = Row<'notifications'>

export const markRead = (database: Database, told: Told): Promise<void> =>
  told.read_at === null ? write(database, (to) => to.update('notifications', told.id, { read_at: Date.now() })) : Promise.resolve()

export const acknowledge = (database: Database, told: Told): Promise<void> =>
  write(database, (to) => to.update('notifications', told.id, { acknowledged_at: Date.now(), read_at: told.read_at ?? Date.now() }))

export async function markAllRead(database: Database): Promise<void> {
  const unread = await rows(database, 'notifications', Q.where('read_at', null))
  const now = Date.now()
  await write(database, async (to) => {
    for (const { id } of unread) await to.update('notifications', id, { read_at: now })
  })
}

/** The screen of the app for what it is about; `undefined` if only the office has one. */
export const screenFor = ({ subject, subject_id }: Told): string | undefined => {
  const screen = screenOf(officePath(subject, subject_id))
  return screen === '/notifications' ? undefined : screen
}

/** Open what it is about; that counts as read. */
export async function open(database: Database, told: Told): Promise<void> {
  await markRead(database, told)
  const screen = screenFor(told)
  if (screen) router.push(screen as never)
  else if (officePath(told.subject, told.subject_id) !== '/notifications') await Linking.openURL(`${serverAddress()}${officePath(told.subject, told.subject_id)}`)
}
