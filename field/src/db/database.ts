/** The database of one person in one tenant on this device: opened, closed, deleted. */
import { Database } from '@nozbe/watermelondb'
import SQLiteAdapter from '@nozbe/watermelondb/adapters/sqlite'
import logger from '@nozbe/watermelondb/utils/common/logger'
import { setGenerator } from '@nozbe/watermelondb/utils/common/randomId'
import { newId } from '@/lib/ids'
import { makeStore, useStore } from '@fettle/kit/store'
import { persist } from '@/platform/place'
import { closeFile, deleteFile } from './expoSqliteDispatcher.ts'
import { modelClasses } from './models.ts'
import { migrations, schema } from './schema.ts'

setGenerator(newId)
logger.silence()

export interface Owner {
  tenantId: string
  userId: string
}

interface Open {
  name: string
  database: Database
}

const open = makeStore<Open | undefined>(undefined)

/** SQLite in browsers takes names of at most 64 letters, its journal's ending included; the end of an id is its chance. */
const short = (id: string) => id.replaceAll('-', '').slice(-20)
export const fileOf = ({ tenantId, userId }: Owner): string => `${short(tenantId)}-${short(userId)}.db`

let last: Promise<unknown> = Promise.resolve()

/** Opening, closing and deleting one after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next.catch(() => undefined)
  return next
}

/** Open the database of `owner`, made or brought up to date where needed. Rejects when it can't be. */
export const openDatabase = (owner: Owner): Promise<Database> =>
  inTurn(async () => {
    const name = fileOf(owner)
    const there = open.get()
    if (there?.name === name) return there.database
    await closed()
    const adapter = new SQLiteAdapter({ dbName: name, schema, migrations, jsi: false })
    await adapter.initializingPromise
    const database = new Database({ adapter, modelClasses })
    open.set({ name, database })
    void persist()
    return database
  })

async function closed(): Promise<void> {
  const there = open.get()
  open.set(undefined)
  if (there) await closeFile(there.name)
}

/** Finish what is being written, and no more. For a page that is about to go: its screens stay as they are. */
export const finishDatabase = (): Promise<void> => inTurn(async () => void (await closeFile(open.get()?.name ?? '')))

export const closeDatabase = (): Promise<void> => inTurn(closed)

/** Delete all that `owner` has on this device, unsent work included. */
export const deleteDatabase = (owner: Owner): Promise<void> =>
  inTurn(async () => {
    if (open.get()?.name === fileOf(owner)) await closed()
    await deleteFile(fileOf(owner))
  })

export const currentDatabase = (): Database | undefined => open.get()?.database
export const followDatabase = open.subscribe

/** The open database, undefined before there is one. */
export const useOpenDatabase = (): Database | undefined => useStore(open)?.database

/** The open database. Screens are shown only when there is one. */
export function useDatabase(): Database {
  const database = useOpenDatabase()
  if (!database) throw new Error('useDatabase without an open database')
  return database
}
