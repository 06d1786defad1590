/** Requests with the names of what they are about. */
import { useSql } from '@/db'

export interface RequestLine {
  id: string
  number: number | null
  title: string
  status: string
  priority: string
  reportedAt: number | null
  decisionNote: string | null
  asset: string | null
  site: string | null
  mine: 0 | 1
  unsent: 0 | 1
}

const QUERY = `select "r"."id", "r"."number", "r"."title", "r"."status", "r"."priority", coalesce("r"."reported_at", "r"."created_at") as "reportedAt",
  "r"."decision_note" as "decisionNote", "a"."name" as "asset", coalesce("s"."name", "r"."place_name") as "site", "r"."_status" <> 'synced' as "unsent",
  (coalesce("r"."requested_by_id", '') = ?1 or coalesce("r"."created_by", '') = ?1) as "mine"
  from "work_requests" "r" left join "assets" "a" on "a"."id" = "r"."asset_id" left join "sites" "s" on "s"."id" = "r"."site_id"
  where "r"."_status" <> 'deleted' order by "reportedAt" desc limit 500`

/** The newest first. */
export const useRequests = (userId: string): RequestLine[] | undefined => useSql<RequestLine>(['work_requests', 'assets', 'sites'], QUERY, [userId])
