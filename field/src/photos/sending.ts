/**
 * Sends one picture: announce it, send its bytes to the address that the server gives, say that they are there. Its id was made on this device,
 * so every part can be repeated: an answer that was lost does no harm.
 */
import { isStatus } from '@fettle/kit/problems'
import { fileId, type Photo, type Way, wayOf } from './way.ts'

export interface Ticket {
  method: string
  url: string
  headers: Record<string, string>
}

/** The server's file. */
export interface Served {
  state: 'awaiting' | 'checking' | 'stored' | 'quarantined' | 'refused'
  reason: string | null
  caption: string | null
  role: string
  version: number
}

export interface Ports {
  announce(photo: Photo): Promise<Ticket>
  renew(id: string): Promise<Ticket>
  look(id: string): Promise<Served>
  complete(id: string): Promise<Served>
  amend(id: string, version: number, patch: { caption: string | null; role: string }): Promise<void>
  put(photo: Photo, ticket: Ticket): Promise<void>
  /** What is written under it by now; nothing when it was removed. */
  fresh(id: string): Promise<Pick<Photo, 'caption' | 'role'> | undefined>
}

export type End = { kind: 'sent' } | { kind: 'checking' } | { kind: 'refused'; detail: string }

/** More turns than any honest server needs. */
const TURNS = 8
export const DETAIL = 'detail'
const isKnown = (error: unknown) => isStatus(error, 409) && error.type.endsWith('/already-exists')

/** `tell` keeps how far it is; resolves with how it ended, rejects with what it failed at. */
export async function send(photo: Photo, ports: Ports, tell: (way: Way) => Promise<void>): Promise<End> {
  const told = { caption: photo.caption, role: photo.role ?? DETAIL }
  let way = wayOf(photo)
  let ticket: Ticket | undefined
  const at = (step: Way['step'], of = { caption: way.caption, role: way.role }) => tell((way = { step, ...of }))
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (way.step === 'new' || way.step === 'known') {
      ticket = await ports.announce(photo).catch(unlessKnown)
      await at('announced', told)
    } else if (way.step === 'announced') {
      const answer = ticket ?? (await renewed(fileId(photo), ports))
      ticket = undefined
      if (answer === 'unknown') {
        await at('known')
      } else if ('state' in answer) {
        // Not awaited any more: an answer of the server's was lost.
        if (answer.state !== 'awaiting') return ended(photo, answer, ports)
      } else {
        await ports.put(photo, answer)
        await at('there')
      }
    } else {
      const served = await completed(fileId(photo), ports)
      if (served === 'unknown') await at('known')
      else if (served.state === 'awaiting') await at('announced')
      else return ended(photo, served, ports)
    }
  }
  throw new Error('the upload does not come to an end')
}

function unlessKnown(error: unknown): undefined {
  if (!isKnown(error)) throw error
}

async function renewed(id: string, ports: Ports): Promise<Ticket | Served | 'unknown'> {
  try {
    return await ports.renew(id)
  } catch (error) {
    if (isStatus(error, 404)) return 'unknown'
    if (isStatus(error, 409)) return ports.look(id)
    throw error
  }
}

async function completed(id: string, ports: Ports): Promise<Served | 'unknown'> {
  try {
    return await ports.complete(id)
  } catch (error) {
    if (isStatus(error, 404)) return 'unknown'
    // Too late, not there, or done before: the file itself says which.
    if (isStatus(error, 409)) return ports.look(id)
    throw error
  }
}

async function ended(photo: Photo, served: Served, ports: Ports): Promise<End> {
  if (served.state === 'refused' || served.state === 'quarantined') return { kind: 'refused', detail: served.reason ?? '' }
  if (served.state === 'checking') return { kind: 'checking' }
  const written = (await ports.fresh(photo.id)) ?? photo
  const now = { caption: written.caption, role: written.role ?? DETAIL }
  if (now.caption !== served.caption || now.role !== served.role) await ports.amend(fileId(photo), served.version, now)
  return { kind: 'sent' }
}
