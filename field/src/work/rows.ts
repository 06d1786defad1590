/** What a line of a list of work shows, read for many at once. */
import type { Table } from '@/db'
import { PLACE } from './find.ts'
import { UNSENT_TABLES, unsentSql } from './unsent.ts'

export interface WorkLine {
  id: string
  number: number | null
  title: string
  status: string
  priority: string
  due_at: number | null
  completed_at: number | null
  released: 0 | 1
  site: string | null
  address: string | null
  location: string | null
  assignee: string | null
  crew: string | null
  asset: string | null
  assets: number
  tasks: number
  answered: number
  latitude: number | null
  longitude: number | null
  unsent: 0 | 1
}

/** When one of these changes, lines may have changed. */
export const LINE_TABLES: readonly Table[] = [...UNSENT_TABLES, 'sites', 'locations', 'assets', 'staff', 'crews']

const OF_ASSETS = `from "work_order_assets" wa join "assets" a on a."id" = wa."asset_id" where wa."work_order_id" = w."id" and wa."_status" <> 'deleted'`
const OF_TASKS = `from "work_order_tasks" t where t."work_order_id" = w."id" and t."_status" <> 'deleted'`

const LINE = `select w."id", w."number", w."title", w."status", w."priority", w."due_at", w."completed_at", w."released",
  s."name" as "site", s."address" as "address", l."name" as "location", st."name" as "assignee", c."name" as "crew",
  (select a."name" ${OF_ASSETS} order by wa."position" limit 1) as "asset", (select count(*) ${OF_ASSETS}) as "assets",
  (select count(*) ${OF_TASKS}) as "tasks", (select count(*) ${OF_TASKS} and t."status" <> 'open') as "answered",
  ${PLACE('latitude')} as "latitude", ${PLACE('longitude')} as "longitude", ${unsentSql('w')} as "unsent"
  from "work_orders" w left join "sites" s on s."id" = w."site_id" left join "locations" l on l."id" = w."location_id"
  left join "staff" st on st."id" = w."assignee_id" left join "crews" c on c."id" = w."crew_id"`

/** The lines of these work orders, in no order. */
export const linesQuery = (ids: readonly string[]): { sql: string; args: string[] } => ({
  sql: `${LINE} where w."id" in (${ids.map(() => '?').join(', ')}) and w."_status" <> 'deleted'`,
  args: [...ids],
})

/** The lines of all open work on an asset, most pressing first. */
export const linesOfAsset = (assetId: string): { sql: string; args: string[] } => ({
  sql: `${LINE} where w."_status" <> 'deleted' and w."status" in ('new', 'approved', 'in_progress', 'on_hold')
    and exists (select 1 from "work_order_assets" x where x."work_order_id" = w."id" and x."asset_id" = ? and x."_status" <> 'deleted')
    order by w."due_at" is null, w."due_at", w."id" limit 100`,
  args: [assetId],
})
