import { row, useDatabase, useRow, write } from '@/db'

const NAME = 'push.putOff'

/** Whether being told on this device was put off here, and how to put it off. `undefined` until known. */
export function usePutOff(): [boolean | undefined, () => void] {
  const database = useDatabase()
  const held = useRow('settings', NAME)
  const putOff = () => void write(database, async (to) => void ((await row(database, 'settings', NAME)) ?? to.create('settings', { id: NAME, value: 'true' })))
  return [held === undefined ? undefined : held !== null, putOff]
}
