/** Sync for the app: one engine for the open database, with everything that starts it. */
import type { Database } from '@nozbe/watermelondb'
import { currentDatabase } from '@/db/database'
import { OWN_STEPS } from '@/db/own'
import { sql } from '@/db/rows'
import { SYNCED_TABLES } from '@/db/schema'
import { serverVersion } from '@/db/shape'
import { makeStore, useStore } from '@fettle/kit/store'
import { keep, readKept } from '@/platform/kept'
import { looking, online, onLook } from '@/platform/presence'
import { followSession, needsSignIn, sessionState } from '@/session/session'
import { type Engine, makeEngine } from './engine.ts'
import { type Refused, run } from './run.ts'
import type { SyncState } from './state.ts'
import { transport } from './transport.ts'

export type { Failure, SyncState } from './state.ts'
export type { Refused } from './run.ts'
export { useWaiting, waiting, type Waiting } from './waiting.ts'

const AFTER_WRITE = 2000
const WHILE_LOOKING = 60_000
const IDLE: SyncState = { kind: 'idle', lastAt: undefined }

const state = makeStore<SyncState>(IDLE)
const refused = makeStore<readonly Refused[]>([])
let engine: Engine | undefined

/** What sync is doing. */
export const useSync = (): SyncState => useStore(state)
/** What the server did not take as it was sent, since the app was opened. The table `sync_conflicts` has it for good. */
export const useRefused = (): readonly Refused[] => useStore(refused)
/** Sync now, for a button or a pull on the list. Resolves when the run has ended. */
export const syncNow = (): Promise<void> => engine?.sync() ?? Promise.resolve()

/** Keep `database` in step with the server. Returns how to stop. */
export function startSync(database: Database, owner: string): () => void {
  const made = makeEngine(database, {
    run: (open, onProgress) => run({ database: open, transport, tables: SYNCED_TABLES, serverVersion: (version) => serverVersion(version, OWN_STEPS), onProgress }),
    needsSignIn,
    now: Date.now,
    later(work, ms) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    remember: (at) => void keep(`synced.${owner}`, String(at)),
  })
  engine = made
  const stops = [
    made.state.subscribe(() => state.set(made.state.get())),
    made.refused.subscribe(() => refused.set(made.refused.get())),
    online.subscribe(() => {
      made.know({ online: online.get() })
      if (online.get()) void made.sync()
    }),
    onLook(() => void made.sync()),
    followWrites(database, () => made.syncSoon(AFTER_WRITE)),
    followSignIn(made),
    every(WHILE_LOOKING, () => looking() && online.get() && made.syncSoon(0)),
  ]
  made.know({ online: online.get() })
  void readKept(`synced.${owner}`).then((at) => at && made.know({ lastAt: Number(at) }))
  void made.sync()
  return () => {
    made.stop()
    for (const stop of stops) stop()
    if (engine === made) engine = undefined
    state.set(IDLE)
    refused.set([])
  }
}

/** Tells of changes that have to be sent; what a pull brings is none. */
function followWrites(database: Database, tell: () => void): () => void {
  const stops = SYNCED_TABLES.map((table) =>
    database.get(table).experimentalSubscribe((changes) => {
      const ours = changes.some(({ record, type }) => (type === 'destroyed' ? state.get().kind !== 'syncing' : record.syncStatus !== 'synced'))
      if (ours) tell()
    }),
  )
  return () => stops.forEach((stop) => stop())
}

/** After somebody has signed in again, what has waited goes out. */
function followSignIn(made: Engine): () => void {
  const look = () => {
    const now = sessionState()
    if (now.kind !== 'in') return
    const before = made.state.get().kind
    made.know({ expired: now.expired })
    if (before === 'signIn' && !now.expired) void made.sync()
  }
  return followSession(look)
}

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms)
  return () => clearInterval(timer)
}

/** All records that have not been sent, to be saved as a file when nothing else helps. */
export async function unsentRecords(): Promise<Record<string, unknown[]>> {
  const database = currentDatabase()
  const all: Record<string, unknown[]> = {}
  if (!database) return all
  for (const table of [...SYNCED_TABLES, 'photos', 'drafts']) {
    const where = table === 'photos' ? `"state" <> 'sent'` : table === 'drafts' ? '1' : `"_status" in ('created', 'updated', 'deleted')`
    const found = await sql(database, `select * from "${table}" where ${where}`)
    if (found.length) all[table] = found
  }
  return all
}
