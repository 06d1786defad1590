/** What on this device the office has not received yet. */

/** Tables whose rows belong to a work order and are sent. */
const PARTS = ['work_order_tasks', 'work_order_assets', 'log_entries', 'comments'] as const

/** The tables that decide about `UNSENT`, for `useSql`. */
export const UNSENT_TABLES = ['work_orders', ...PARTS, 'photos'] as const

/** Whether this record, or a change of it, waits to be sent. */
export const unsent = (row: { _status: string }): boolean => row._status !== 'synced'

/** Which columns of a record wait to be sent; of a new one all do. */
export const unsentColumns = (row: { _changed: string }): string[] => row._changed.split(',').filter(Boolean)

/** Whether this column of a record waits to be sent. */
export const unsentColumn = (row: { _status: string; _changed: string }, column: string): boolean => row._status === 'created' || unsentColumns(row).includes(column)

/** 1 where anything of the work order `alias` waits: itself, its tasks, assets, log, comments, photos. */
export function unsentSql(alias: string): string {
  const waits = PARTS.map((table) => `exists (select 1 from "${table}" u where u."work_order_id" = ${alias}."id" and u."_status" <> 'synced')`)
  waits.push(`exists (select 1 from "photos" u where u."subject" = 'work_order' and u."subject_id" = ${alias}."id" and u."state" <> 'sent')`)
  return `(${alias}."_status" <> 'synced' or ${waits.join(' or ')})`
}
