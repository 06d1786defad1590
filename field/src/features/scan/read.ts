/** What a scanned or typed text means. Pure: nothing is looked up, and nothing is ever opened because a code says so. */

export type Scanned =
  /** One of our labels: the code in its address. */
  | { kind: 'label'; code: string; text: string }
  /** A link to a record of ours. */
  | { kind: 'record'; of: 'assets' | 'work_orders' | 'requests'; id: string; text: string }
  /** A link to somewhere else. */
  | { kind: 'elsewhere'; host: string; text: string }
  /** A number, a serial number, whatever a maker printed on it. */
  | { kind: 'text'; text: string }
  | { kind: 'nothing' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const CODE = /^[a-z0-9-]{4,64}$/i
const ADDRESS = /^(https?|fettle):\/\/([^/?#]*)([^?#]*)/i
const RECORDS = { assets: 'assets', 'work-orders': 'work_orders', requests: 'requests', 'work-requests': 'requests' } as const

/** Characters that readers add and nobody sees: controls, marks of direction, the sign of a GS1 code. */
const clean = (raw: string): string =>
  raw
    .replace(/\p{Cf}/gu, '')
    .replace(/^\](?:[a-z]\d)/i, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** `raw`: what the camera read or somebody typed. */
export function read(raw: string): Scanned {
  const text = clean(raw)
  if (!text) return { kind: 'nothing' }
  const [, scheme, host = '', path = ''] = ADDRESS.exec(text) ?? []
  if (!scheme) return plain(text)
  const own = scheme.toLowerCase() === 'fettle'
  // `fettle://assets/…`: what looks like the host is the first part of the path.
  const parts = `${own ? host : ''}${path}`.split('/').map(decoded).filter(Boolean)
  if (parts[0] === 'field') parts.shift()
  const [first = '', second = ''] = parts
  if (first === 'r' && parts.length === 2 && CODE.test(second)) return { kind: 'label', code: second.toLowerCase(), text }
  if (first in RECORDS && UUID.test(second)) return { kind: 'record', of: RECORDS[first as keyof typeof RECORDS], id: second.toLowerCase(), text }
  return { kind: 'elsewhere', host: own ? 'fettle' : host.toLowerCase(), text }
}

function plain(text: string): Scanned {
  const label = /^\/?r\/([a-z0-9-]{4,64})$/i.exec(text)
  return label ? { kind: 'label', code: label[1]!.toLowerCase(), text } : { kind: 'text', text }
}

/** How codes are made: no letters that are taken for digits. */
const TYPED = /^[2-9a-hjkmnp-z]{10}$/i

/** The code of a label, in what was scanned or typed from it. */
export const codeIn = (scanned: Scanned): string | undefined =>
  scanned.kind === 'label' ? scanned.code : scanned.kind === 'text' && TYPED.test(scanned.text) ? scanned.text.toLowerCase() : undefined

/** Numbers are the same however they are spaced: `rvp ply-sw` is `RVP-PLY-SW`. */
export const bare = (text: string): string => text.replace(/[\s\-_./]+/g, '').toUpperCase()

/** The number of a work order, from `WO-1042`. */
export function orderNumber(text: string): number | undefined {
  const found = /^WO[\s-]?(\d{1,9})$/i.exec(text.trim())
  return found ? Number(found[1]) : undefined
}

export const isId = (text: string): boolean => UUID.test(text)
