/** What there is at a place, as far as it is on this device: a site with all that is in it, or a location with what is in that. */
import { useSql } from '@/db'
import { ENDED, FIELDS, PRESSING, WORK_TABLES, type WorkOnAsset } from './work'

/** A location means itself and everything within it; `union` ends even where locations go in circles. */
const WITHIN = `with recursive "within"("id") as (
  select ?1 union select "l"."id" from "locations" "l" join "within" on "l"."parent_id" = "within"."id" where "l"."_status" <> 'deleted')
  select "id" from "within"`
const THERE = `"a"."_status" <> 'deleted' and ("a"."site_id" = ?1 or "a"."location_id" in (${WITHIN}))`
const AT = `"w"."_status" <> 'deleted' and "w"."status" not in ${ENDED} and ("w"."site_id" = ?1 or "w"."location_id" in (${WITHIN}) or "w"."id" in (
  select "o"."work_order_id" from "work_order_assets" "o" join "assets" "a" on "a"."id" = "o"."asset_id" where "o"."_status" <> 'deleted' and ${THERE}))`

const MOST = 100

/** What is open there, the most pressing first; `placeId` is a site's or a location's. */
export const useOpenWorkAt = (placeId: string): WorkOnAsset[] | undefined =>
  useSql<WorkOnAsset>([...WORK_TABLES, 'assets', 'locations'], `select ${FIELDS} from "work_orders" "w" where ${AT} order by ${PRESSING} limit ${MOST}`, [placeId])

export const useOpenCountAt = (placeId: string): number | undefined =>
  useSql<{ many: number }>([...WORK_TABLES, 'assets', 'locations'], `select count(*) as "many" from "work_orders" "w" where ${AT}`, [placeId])?.[0]?.many

export interface Thing {
  id: string
  name: string
  number: string | null
  status: string
}

/** The assets there, by name. */
export const useThingsAt = (placeId: string): Thing[] | undefined =>
  useSql<Thing>(['assets', 'locations'], `select "a"."id", "a"."name", "a"."number", "a"."status" from "assets" "a" where ${THERE} order by "a"."name" collate nocase limit 500`, [placeId])
