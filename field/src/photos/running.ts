/** The queue of pictures of the open database, with everything that starts it. */
import type { Database } from '@nozbe/watermelondb'
import { row } from '@/db'
import { makeStore } from '@fettle/kit/store'
import { type Bytes, openBytes } from '@/platform/bytes'
import { onLook, online } from '@/platform/presence'
import { followSession, needsSignIn, sessionState } from '@/session/session'
import { onLeave } from '@/session/leaving'
import { syncNow } from '@/sync'
import { metered } from './connection'
import { type Engine, makeEngine } from './engine'
import { type Facts, revives } from './plan'
import { makePorts } from './ports'
import { arrived, everyPhoto, removeRow, savePhoto, standings } from './records'
import { send } from './sending'
import { followWifiOnly, wifiOnly } from './settings'
import { SUBJECTS } from './subjects'
import { sweep } from './sweep'
import { fileId, type Photo } from './way'

export interface Owner {
  tenantId: string
  userId: string
}

export interface Running {
  database: Database
  bytes: Bytes
  engine: Engine
}

export const running = makeStore<Running | undefined>(undefined)
/** The picture that is being sent, and how much of it. */
export const sending = makeStore<string | undefined>(undefined)
export const share = makeStore(0)
/** Somebody said: send it over any network. */
export const anyway = makeStore(false)

const SOON = 400
export const ownerName = ({ tenantId, userId }: Owner): string => `${tenantId}-${userId}`
const bytesOf = (owner: Owner) => openBytes(ownerName(owner))

onLeave((owner) => bytesOf(owner).forget())

function facts(): Facts {
  const session = sessionState()
  return {
    now: Date.now(),
    online: online.get(),
    expired: session.kind !== 'in' || session.expired,
    metered: metered.get() ?? false,
    wifiOnly: wifiOnly.get(),
    anyway: anyway.get(),
  }
}

/** Send the pictures of `database`. Returns how to stop. */
export function startQueue(database: Database, owner: Owner): () => void {
  const bytes = bytesOf(owner)
  const engine = makeEngine(
    {
      photos: () => everyPhoto(database),
      standings: (photos) => standings(database, photos),
      arrived: (photos) => arrived(database, photos),
      save: (id, values) => savePhoto(database, id, values),
      send(photo, tell, signal) {
        share.set(0)
        return send(photo, makePorts(bytes, (id) => row(database, 'photos', id), told, signal), tell)
      },
      giveWay: (photo) => giveWay(database, bytes, photo),
      facts,
      needsSignIn,
      later(work, ms) {
        const timer = setTimeout(work, Math.min(ms, 2_000_000_000))
        return () => clearTimeout(timer)
      },
      emptied() {
        anyway.set(false)
        void syncNow()
      },
    },
    sending,
  )
  const run = () => void engine.run().catch(ignoreClosed)
  const revive = async () => {
    for (const photo of await everyPhoto(database)) if (revives(photo)) await savePhoto(database, photo.id, { next_try_at: null })
    run()
  }
  const again = () => void revive().catch(ignoreClosed)
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(run, SOON)
  }
  const stops = [
    ...['photos' as const, 'attachments' as const, ...Object.values(SUBJECTS)].map((table) => database.get(table).experimentalSubscribe(soon)),
    online.subscribe(() => online.get() && again()),
    onLook(again),
    followSession(again),
    metered.subscribe(soon),
    anyway.subscribe(soon),
    wifiOnly.subscribe(soon),
    followWifiOnly(database),
  ]
  running.set({ database, bytes, engine })
  void sweep(database, bytes).catch(ignoreClosed)
  again()
  return () => {
    engine.stop()
    clearTimeout(timer)
    for (const stop of stops) stop()
    if (running.get()?.engine === engine) running.set(undefined)
  }
}

/** In steps: each redraws what shows it. */
const told = (next: number) => {
  if (next >= share.get() + 0.04 || next === 1) share.set(next)
}

/** What the server has now needs no place twice; it stays to be looked at without a network, as long as there is room. */
async function giveWay(database: Database, bytes: Bytes, photo: Photo): Promise<void> {
  const id = fileId(photo)
  await bytes.move('photos', photo.bytes, 'previews', id)
  if (id !== photo.bytes) await bytes.move('thumbs', photo.bytes, 'thumbs', id)
  await removeRow(database, photo.id)
}

/** The database was closed under it; it goes on when it is open again. */
const ignoreClosed = () => undefined
