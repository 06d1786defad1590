/** Every asset on this device, as little of it as lists need. */
import { sql, useLive, useSql } from '@/db'

export interface AssetItem {
  id: string
  name: string
  number: string | null
  serial: string | null
  status: string
  criticality: string
  parentId: string | null
  siteId: string | null
  locationId: string | null
  site: string | null
  location: string | null
}

const SELECT = `select "a"."id", "a"."name", "a"."number", "a"."serial_number" as "serial", "a"."status", "a"."criticality", "a"."parent_id" as "parentId",
  "a"."site_id" as "siteId", "a"."location_id" as "locationId", "s"."name" as "site", "l"."name" as "location"
  from "assets" "a" left join "sites" "s" on "s"."id" = "a"."site_id" left join "locations" "l" on "l"."id" = "a"."location_id"
  where "a"."_status" <> 'deleted'`

const TABLES = ['assets', 'sites', 'locations'] as const

export const useAssetItems = (): readonly AssetItem[] | undefined => useSql<AssetItem>(TABLES, `${SELECT} order by "a"."name" collate nocase, "a"."number"`)

/** Those of `ids` that are on this device, in their order. */
export const useAssetsOf = (ids: readonly string[]): readonly AssetItem[] | undefined =>
  useLive(
    TABLES,
    async (database) => {
      if (!ids.length) return []
      const found = await sql<AssetItem>(database, `${SELECT} and "a"."id" in (${ids.map(() => '?').join(', ')})`, [...ids])
      const byId = new Map(found.map((asset) => [asset.id, asset]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    [ids],
  )

/** All that an asset may be found by, its name first. */
export const saidOfAsset = ({ name, number, serial, location, site }: AssetItem): string => [name, number, serial, location, site].filter(Boolean).join(' ')

/** In small, below its name: number and place. */
export const assetDetail = ({ number, location, site }: Pick<AssetItem, 'number' | 'location' | 'site'>): string => [number, location, site].filter(Boolean).join(' · ')
