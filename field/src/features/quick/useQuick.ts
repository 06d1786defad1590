/** What the quick fix offers, out of the local database. */
import { row, sql, useLive } from '@/db'
import { phrasesOf, readPhrases } from './fixing.ts'
import { type Phrase, USUAL_MINUTES } from './records.ts'
import { LAST_MINUTES, PHRASES } from './saving.ts'

const CODES = `select "t"."id", "t"."name", count("l"."id") as "times" from "task_codes" "t" left join "log_lines" "l" on "l"."task_code_id" = "t"."id"
  where "t"."active" = 1 group by "t"."id" order by "times" desc, "t"."name" limit 8`
/** Those chosen last, then those of the work that was changed last. */
const ASSETS = `select "w"."asset_id" as "id", max("o"."updated_at") as "at" from "work_order_assets" "w" join "work_orders" "o" on "o"."id" = "w"."work_order_id"
  where "o"."status" in ('approved', 'in_progress', 'on_hold', 'complete') group by "w"."asset_id" order by "at" desc limit 12`
const NAMED = `select "a"."id", "a"."name", "a"."number", "a"."site_id" as "siteId", "a"."location_id" as "locationId", "s"."name" as "site", "l"."name" as "location"
  from "assets" "a" left join "sites" "s" on "s"."id" = "a"."site_id" left join "locations" "l" on "l"."id" = "a"."location_id" where "a"."id" in `

export interface Thing {
  id: string
  name: string
  number: string | null
  siteId: string | null
  locationId: string | null
  site: string | null
  location: string | null
}

export interface Offers {
  phrases: Phrase[]
  things: Thing[]
  minutes: number | null
}

const MOST = 6

/** `recent`: the assets that were chosen last; `chosen` is there in any case. */
export const useOffers = (recent: readonly string[] | undefined, chosen: string | null): Offers | undefined =>
  useLive(
    ['settings', 'assets', 'work_orders', 'task_codes'],
    async (database) => {
      const [own, minutes, codes, worked] = await Promise.all([
        row(database, 'settings', PHRASES),
        row(database, 'settings', LAST_MINUTES),
        sql<{ id: string; name: string }>(database, CODES),
        sql<{ id: string }>(database, ASSETS),
      ])
      const ids = [...new Set([...(recent ?? []), ...worked.map(({ id }) => id)])].slice(0, MOST)
      const all = chosen && !ids.includes(chosen) ? [...ids, chosen] : ids
      const found = new Map((await sql<Thing>(database, `${NAMED}(${all.map(() => '?').join(', ')})`, all)).map((thing) => [thing.id, thing]))
      return {
        phrases: phrasesOf(readPhrases(own?.value), codes.map(({ id, name }) => ({ text: name, taskCodeId: id }))),
        things: all.flatMap((id) => found.get(id) ?? []),
        minutes: minutes ? (JSON.parse(minutes.value) as number | null) : USUAL_MINUTES,
      }
    },
    [recent?.join(), chosen],
  )
