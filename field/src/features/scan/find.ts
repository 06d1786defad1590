/** What a scanned text is about, out of the local database. */
import type { Database } from '@nozbe/watermelondb'
import { sql } from '@/db'
import { bare, isId, orderNumber, type Scanned } from './read'

export type Found =
  | { kind: 'asset'; id: string; name: string }
  /** Several have this number. */
  | { kind: 'assets'; ids: string[] }
  /** A site, or a location in one. */
  | { kind: 'place'; id: string; name: string; siteId: string | null; locationId: string | null }
  | { kind: 'work_order'; id: string }
  | { kind: 'request'; id: string }
  /** `elsewhere`: it leads to another site. `code`: it is one of our labels, which is not on this device. */
  | { kind: 'unknown'; text: string; elsewhere?: string; code?: string }

interface Named {
  id: string
  name: string
}

const HERE = `"_status" <> 'deleted'`
const BARE = (column: string) => ['-', ' ', '_', '.', '/'].reduce((inner, sign) => `replace(${inner}, '${sign}', '')`, `upper("${column}")`)
/** Bar codes are read here, not typed: nothing in them may widen what is looked for. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

interface Labelled extends Named {
  of: 'asset' | 'site' | 'location'
  siteId: string | null
}

const LABELLED = `${HERE} and lower("codes") like ?1 escape '\\'`
const BY_CODE = `select 'asset' as "of", "id", "name", "site_id" as "siteId" from "assets" where ${LABELLED}
  union all select 'location', "id", "name", "site_id" from "locations" where ${LABELLED}
  union all select 'site', "id", "name", "id" from "sites" where ${LABELLED} limit 1`

/** What a label stands on: no two have the same code. */
async function byCode(database: Database, code: string): Promise<Found | undefined> {
  const [found] = await sql<Labelled>(database, BY_CODE, [`%"${escaped(code.toLowerCase())}"%`])
  if (!found) return undefined
  const { of, id, name, siteId } = found
  return of === 'asset' ? { kind: 'asset', id, name } : { kind: 'place', id, name, siteId, locationId: of === 'location' ? id : null }
}

/** The number or serial number as it stands first; then without what separates its parts. */
async function byNumber(database: Database, text: string): Promise<Named[]> {
  const number = bare(text)
  if (!number) return []
  const exact = await sql<Named>(
    database,
    `select "id", "name" from "assets" where ${HERE} and ("number" = ?1 collate nocase or "serial_number" = ?1 collate nocase) order by "name" limit 20`,
    [text],
  )
  if (exact.length) return exact
  return sql<Named>(database, `select "id", "name" from "assets" where ${HERE} and (${BARE('number')} = ?1 or ${BARE('serial_number')} = ?1) order by "name" limit 20`, [number])
}

async function byId(database: Database, table: 'assets' | 'work_orders' | 'work_requests', id: string): Promise<boolean> {
  return (await sql(database, `select "id" from "${table}" where ${HERE} and "id" = ?`, [id])).length > 0
}

async function record(database: Database, id: string, of?: 'assets' | 'work_orders' | 'requests'): Promise<Found | undefined> {
  if (!of || of === 'assets') {
    const [asset] = await sql<Named>(database, `select "id", "name" from "assets" where ${HERE} and "id" = ?`, [id])
    if (asset) return { kind: 'asset', ...asset }
  }
  if ((!of || of === 'work_orders') && (await byId(database, 'work_orders', id))) return { kind: 'work_order', id }
  if ((!of || of === 'requests') && (await byId(database, 'work_requests', id))) return { kind: 'request', id }
  return undefined
}

export async function find(database: Database, scanned: Scanned): Promise<Found> {
  if (scanned.kind === 'nothing') return { kind: 'unknown', text: '' }
  const { text } = scanned
  if (scanned.kind === 'record') return (await record(database, scanned.id, scanned.of)) ?? { kind: 'unknown', text }
  if (scanned.kind === 'label') return (await byCode(database, scanned.code)) ?? { kind: 'unknown', text, code: scanned.code }
  if (scanned.kind === 'elsewhere') return one(await byNumber(database, text)) ?? { kind: 'unknown', text, elsewhere: scanned.host }
  if (isId(text)) return (await record(database, text.toLowerCase())) ?? { kind: 'unknown', text }
  const known = one(await byNumber(database, text)) ?? (await byCode(database, text))
  if (known) return known
  const number = orderNumber(text)
  if (number !== undefined) {
    const [order] = await sql<Named>(database, `select "id", "title" as "name" from "work_orders" where ${HERE} and "number" = ? limit 1`, [number])
    if (order) return { kind: 'work_order', id: order.id }
  }
  return { kind: 'unknown', text }
}

function one(assets: Named[]): Found | undefined {
  if (!assets.length) return undefined
  return assets.length === 1 ? { kind: 'asset', ...assets[0]! } : { kind: 'assets', ids: assets.map(({ id }) => id) }
}
