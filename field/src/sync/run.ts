/**
 * One run of sync: pull until there is no more, push until nothing is held back, pull what came of it. Around WatermelonDB's own `synchronize`, which applies each
 * page and remembers the cursor with it, so a run that is cut off goes on where it stopped.
 */
import { type Database, Q } from '@nozbe/watermelondb'
import { type SyncPullArgs, type SyncPullResult, synchronize } from '@nozbe/watermelondb/sync'
import { isStatus } from '@fettle/kit/problems'
import { type Changes, type Ids, isEmpty, MOST, portion, type Raw } from './push.ts'
import { sparing, taken, type Unsent } from './unsent.ts'

export interface Wish {
  last_pulled_at: number | null
  schema_version: number
  migration: SyncPullArgs['migration']
}

export interface Refused {
  table: string
  id: string
  column: string | null
  reason: string
  message?: string
}

export interface PulledAnswer {
  changes: Changes
  timestamp: number
  hasMore?: boolean
  experimentalStrategy?: unknown
  messages?: unknown[]
}

export interface PushedAnswer {
  experimentalRejectedIds?: Ids
  rejected?: Refused[]
}

export interface Transport {
  pull(wish: Wish): Promise<PulledAnswer>
  push(changes: Changes, lastPulledAt: number): Promise<PushedAnswer>
}

export interface Progress {
  phase: 'pull' | 'push'
  received: number
  sent: number
}

export interface RunOptions {
  database: Database
  transport: Transport
  /** Synced tables, parents first. */
  tables: readonly string[]
  /** The server's schema version of a version of the database. */
  serverVersion: (database: number) => number
  onProgress?: (progress: Progress) => void
  most?: number
}

/** More rounds than any honest server needs; then something goes in circles. */
const ROUNDS = 10_000

/** Resolves with what the server did not take as it was sent. */
export async function run(options: RunOptions): Promise<Refused[]> {
  const progress: Progress = { phase: 'pull', received: 0, sent: 0 }
  const refused: Refused[] = []
  let most = options.most ?? MOST
  let conflicts = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      const more = await once(options, most, progress, refused)
      conflicts = 0
      if (!more) return refused
    } catch (error) {
      // Somebody changed the same at this moment: the next pull brings that, then ours can go. Once, then it has to wait.
      if (isStatus(error, 409) && conflicts === 0) conflicts += 1
      else if (isStatus(error, 413) && most > 1) most = Math.ceil(most / 2)
      else throw error
    }
  }
  throw new Error('sync does not come to an end')
}

async function once({ database, transport, tables, serverVersion, onProgress }: RunOptions, most: number, progress: Progress, refused: Refused[]): Promise<boolean> {
  let more = false
  const tell = (change: Partial<Progress>) => onProgress?.(Object.assign(progress, change))
  await synchronize({
    database,
    sendCreatedAsUpdated: true,
    migrationsEnabledAtVersion: 1,
    _unsafeBatchPerCollection: false,
    async pullChanges({ lastPulledAt, schemaVersion, migration }) {
      tell({ phase: 'pull' })
      const answer = await transport.pull({
        last_pulled_at: lastPulledAt ?? null,
        schema_version: serverVersion(schemaVersion),
        migration: forServer(migration, tables, serverVersion),
      })
      const { timestamp, hasMore, experimentalStrategy } = answer
      const replaces = experimentalStrategy === 'replacement'
      const changes = sparing(answer.changes, await unsent(database, taken(answer.changes, replaces)), replaces)
      more = hasMore === true
      tell({ received: progress.received + Object.values(changes).reduce((sum, each) => sum + each.updated.length + each.deleted.length, 0) })
      return { changes, timestamp, ...(experimentalStrategy !== undefined && { experimentalStrategy }) } as SyncPullResult
    },
    async pushChanges({ changes, lastPulledAt }) {
      // Between the pages of a first pull there is nothing to send yet that could not wait for its end.
      const part = portion(changes as unknown as Changes, tables, most)
      if (isEmpty(part.changes)) return {}
      tell({ phase: 'push' })
      const answer = await transport.push(filled(part.changes), lastPulledAt)
      // What the server has made of it (numbers, times, what it did not take) comes with a pull.
      more = true
      refused.push(...(answer.rejected ?? []))
      tell({ sent: progress.sent + part.sent })
      return { experimentalRejectedIds: joined(part.heldBack, answer.experimentalRejectedIds ?? {}) }
    },
  })
  return more
}

async function unsent(database: Database, tables: readonly string[]): Promise<Unsent> {
  const found = await Promise.all(
    tables.map(async (table) => [table, (await database.get(table).query(Q.where('_status', Q.oneOf(['created', 'updated']))).unsafeFetchRaw()) as Raw[]] as const),
  )
  return Object.fromEntries(found.filter(([, rows]) => rows.length > 0))
}

/** Without the tables of which there is nothing to tell. */
const filled = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([, { created, updated, deleted }]) => created.length + updated.length + deleted.length > 0))

function joined(one: Ids, other: Ids): Ids {
  const all = { ...one }
  for (const [table, ids] of Object.entries(other)) all[table] = [...(all[table] ?? []), ...ids]
  return all
}

/** What is new in the schema, in the server's versions and without this device's own tables. */
function forServer(migration: SyncPullArgs['migration'], tables: readonly string[], serverVersion: (database: number) => number): SyncPullArgs['migration'] {
  if (!migration) return migration
  return {
    from: serverVersion(migration.from),
    tables: migration.tables.filter((table) => tables.includes(table)),
    columns: migration.columns.filter(({ table }) => tables.includes(table)),
  }
}
