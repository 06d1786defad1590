/** The small and the large picture of what a record has: from this device, else from the server and kept. */
import { useEffect, useState } from 'react'
import { useStore } from '@fettle/kit/store'
import type { Lent } from '@/platform/bytes'
import { online } from '@/platform/presence'
import { type Addresses, addressesOf, addressOf } from './addresses'
import { running, type Running } from './running'
import type { PhotoSubject } from './subjects'
import type { TileOf } from './tiles'

type Kind = 'thumbs' | 'previews'

export interface Picture {
  uri?: string
  /** `away`: it is not on this device, and there is no network. */
  state: 'loading' | 'here' | 'away'
}

/** Few at once: on a slow network the first are there sooner. */
const AT_ONCE = 3
let busy = 0
const line: (() => void)[] = []

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) await new Promise<void>((go) => line.push(go))
  busy += 1
  try {
    return await work()
  } finally {
    busy -= 1
    line.shift()?.()
  }
}

const fetching = new Map<string, Promise<Lent>>()

/** The picture from the server, kept for the next time; by its address alone where a browser does not hand the bytes over. */
function fetched({ bytes }: Running, kind: Kind, tile: TileOf): Promise<Lent> {
  const key = `${kind} ${tile.id}`
  const there = fetching.get(key)
  if (there) return there
  const work = inLine(async () => {
    const url = address(kind, await addresses(kind, tile))
    if (!url) throw new Error('no picture')
    const of = await bytes.download(kind, tile.id, url).then(() => bytes.lend(kind, tile.id), () => undefined)
    return of ?? { uri: url, release: () => undefined }
  }).finally(() => fetching.delete(key))
  fetching.set(key, work)
  return work
}

function addresses(kind: Kind, tile: TileOf): Promise<Addresses | undefined> {
  const { subject, subject_id } = tile.stored!
  return kind === 'previews' ? addressOf(tile.id) : addressesOf(subject as PhotoSubject, subject_id).then((all) => all.get(tile.id) ?? addressOf(tile.id))
}

const address = (kind: Kind, of: Addresses | undefined) => (kind === 'thumbs' ? of?.thumb : of?.preview) ?? of?.content ?? undefined

async function lend(here: Running, kind: Kind, tile: TileOf): Promise<Lent | undefined> {
  const { queued } = tile
  if (!queued) return here.bytes.lend(kind, tile.id)
  return here.bytes.lend(kind === 'thumbs' ? 'thumbs' : 'photos', queued.photo.bytes)
}

export function usePicture(tile: TileOf | undefined, kind: Kind): Picture {
  const here = useStore(running)
  const is = useStore(online)
  const [picture, setPicture] = useState<Picture & { of?: string }>({ state: 'loading' })
  const name = tile && `${kind} ${tile.id} ${tile.queued?.photo.bytes ?? ''} ${tile.stored?.preview ?? ''}`
  useEffect(() => {
    if (!here || !tile) return
    let over = false
    let mine: Lent | undefined
    const show = (lent: Lent) => {
      if (over) return lent.release()
      mine = lent
      setPicture({ uri: lent.uri, state: 'here', of: tile.id })
    }
    const look = async () => {
      const kept = await lend(here, kind, tile)
      if (kept) return show(kept)
      if (tile.stored && is) return show(await fetched(here, kind, tile))
      throw new Error('not here')
    }
    look().catch(() => !over && setPicture((before) => (before.of === tile.id && before.uri ? before : { state: 'away', of: tile.id })))
    return () => {
      over = true
      mine?.release()
    }
    // `name` stands for the tile.
  }, [here, is, name])
  return picture.of === tile?.id ? picture : { state: 'loading' }
}
