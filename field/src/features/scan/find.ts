/** What a scanned text is about, out of the local database. */
import type { Database } from '@nozbe/watermelondb'
import { sql } from '@/db'
import { bare, isId, orderNumber, type Scanned } from './read'

export type Found =
  | { kind: 'asset'; id: string; name: string }
  /** Several have this number. */
  | { kind: 'assets'; ids: string[] }
  | { kind: 'work_order'; id: string }
  | { kind: 'request'; id: string }
  /** `elsewhere`: it leads to another site. */
  | { kind: 'unknown'; text: string; elsewhere?: string }

interface Named {
  id: string
  name: string
}

const HERE = `"_status" <> 'deleted'`
const BARE = (column: string) => ['-', ' ', '_', '.', '/'].reduce((inner, sign) => `replace(${inner}, '${sign}', '')`, `upper("${column}")`)
/** Bar codes are read here, not typed: nothing in them may widen what is looked for. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

const byCode = (database: Database, code: string) =>
  sql<Named>(database, `select "id", "name" from "assets" where ${HERE} and lower("codes") like ? escape '\\' limit 5`, [`%"${escaped(code.toLowerCase())}"%`])

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
  if (scanned.kind === 'label') return one(await byCode(database, scanned.code)) ?? { kind: 'unknown', text }
  if (scanned.kind === 'elsewhere') return one(await byNumber(database, text)) ?? { kind: 'unknown', text, elsewhere: scanned.host }
  if (isId(text)) return (await record(database, text.toLowerCase())) ?? { kind: 'unknown', text }
  const assets = one(await byNumber(database, text)) ?? one(await byCode(database, text))
  if (assets) return assets
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
