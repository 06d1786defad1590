/** Work on an asset, as far as it is on this device: what names it itself, or a task of which does. */
import { useSql } from '@/db'

export interface WorkOnAsset {
  id: string
  number: number | null
  title: string
  status: string
  priority: string
  dueAt: number | null
  endedAt: number | null
}

export const FIELDS = `"w"."id", "w"."number", "w"."title", "w"."status", "w"."priority", "w"."due_at" as "dueAt", coalesce("w"."completed_at", "w"."closed_at") as "endedAt"`
const ON = `"w"."_status" <> 'deleted' and "w"."id" in (
  select "work_order_id" from "work_order_assets" where "asset_id" = ?1 and "_status" <> 'deleted'
  union select "work_order_id" from "work_order_tasks" where "asset_id" = ?1 and "_status" <> 'deleted')`
export const ENDED = `('complete', 'closed', 'cancelled', 'skipped')`
export const WORK_TABLES = ['work_orders', 'work_order_assets', 'work_order_tasks'] as const

export const PRESSING = `case "w"."priority" when 'urgent' then 0 when 'high' then 1 when 'medium' then 2 else 3 end, "w"."due_at" is null, "w"."due_at"`

/** The most pressing first. */
export const useOpenWork = (assetId: string): WorkOnAsset[] | undefined =>
  useSql<WorkOnAsset>(
    WORK_TABLES,
    `select ${FIELDS} from "work_orders" "w" where ${ON} and "w"."status" not in ${ENDED}
      order by ${PRESSING} limit 100`,
    [assetId],
  )

/** The latest first. */
export const useEndedWork = (assetId: string): WorkOnAsset[] | undefined =>
  useSql<WorkOnAsset>(WORK_TABLES, `select ${FIELDS} from "work_orders" "w" where ${ON} and "w"."status" in ${ENDED} order by "endedAt" desc limit 100`, [assetId])
