/** Where things are, out of the local database. */
import { useMemo } from 'react'
import { useSql } from '@/db'
import { type Location, type Place, placesOf, type Site } from './tree.ts'

export { pathText, type Place } from './tree.ts'

/** Every place on this device. */
export function usePlaces(): readonly Place[] | undefined {
  const sites = useSql<Site>(['sites'], `select "id", "name" from "sites" where "_status" <> 'deleted'`)
  const locations = useSql<Location>(['locations'], `select "id", "name", "site_id", "parent_id" from "locations" where "_status" <> 'deleted'`)
  return useMemo(() => (sites && locations ? placesOf(sites, locations) : undefined), [sites, locations])
}

/** The place that a record names: its location, else its site. */
export function usePlace(siteId: string | null | undefined, locationId: string | null | undefined): Place | undefined {
  const places = usePlaces()
  return useMemo(() => places?.find(({ id }) => id === (locationId ?? siteId)) ?? places?.find(({ id }) => id === siteId), [places, siteId, locationId])
}
