/** Names of what records point at, from this device's tables. */
import { useMemo } from 'react'
import { useSql } from '@/db'

type Few = 'sites' | 'staff' | 'crews' | 'asset_types' | 'reasons' | 'failure_codes' | 'task_codes' | 'gl_codes'
type Many = Few | 'locations' | 'assets' | 'meters'

const NOTHING: ReadonlyMap<string, string> = new Map()

/** The names of a small table, by id: once for a screen, not for each row. */
export function useNames(table: Few): ReadonlyMap<string, string> {
  const found = useSql<{ id: string; name: string }>([table], `select "id", "name" from "${table}"`)
  return useMemo(() => (found ? new Map(found.map(({ id, name }) => [id, name])) : NOTHING), [found])
}

/** The names of these records of a table of any size, by id. */
export function useNamesOf(table: Many, ids: readonly (string | null | undefined)[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids.filter((id): id is string => !!id))].sort()
  const found = useSql<{ id: string; name: string }>([table], `select "id", "name" from "${table}" where "id" in (${wanted.map(() => '?').join(', ')})`, wanted)
  return useMemo(() => (found ? new Map(found.map(({ id, name }) => [id, name])) : NOTHING), [found])
}

/** The name of one record; undefined until it is known or if it is not here. */
export const useName = (table: Many, id: string | null | undefined): string | undefined => useNamesOf(table, [id]).get(id ?? '')

/** The names of people by the id of their account: who wrote, who answered. */
export function useNamesOfUsers(): ReadonlyMap<string, string> {
  const found = useSql<{ user_id: string; name: string }>(['staff'], `select "user_id", "name" from "staff" where "user_id" is not null`)
  return useMemo(() => (found ? new Map(found.map(({ user_id, name }) => [user_id, name])) : NOTHING), [found])
}

export interface Place {
  site: string | null
  address: string | null
  location: string | null
  latitude: number | null
  longitude: number | null
}

/** Where something is, in names: its site, its location with all that lies around it (`Building 2 › Boiler room`). */
export function usePlace(siteId: string | null | undefined, locationId: string | null | undefined): Place | undefined {
  return useSql<Place>(
    ['sites', 'locations'],
    `with recursive up("id", "path", "depth") as (
       select "parent_id", "name", 0 from "locations" where "id" = ?
       union all select l."parent_id", l."name" || ' › ' || up."path", up."depth" + 1 from "locations" l join up on l."id" = up."id" where up."depth" < 12)
     select s."name" as "site", s."address" as "address", s."latitude" as "latitude", s."longitude" as "longitude",
       (select "path" from up order by "depth" desc limit 1) as "location"
     from (select 1) left join "sites" s on s."id" = ?`,
    [locationId ?? '', siteId ?? ''],
  )?.[0]
}

/** The crews in which a person works. */
export const crewsOf = (crews: readonly { id: string; member_ids: string | null }[], staffId: string | null): string[] =>
  staffId ? crews.filter(({ member_ids }) => member_ids?.includes(`"${staffId}"`)).map(({ id }) => id) : []

/** The crews of the person with this staff record; undefined until known. */
export function useCrewsOf(staffId: string | null): string[] | undefined {
  const found = useSql<{ id: string; member_ids: string | null }>(['crews'], `select "id", "member_ids" from "crews"`)
  return useMemo(() => found && crewsOf(found, staffId), [found, staffId])
}
