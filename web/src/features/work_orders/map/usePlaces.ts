import type { WorkOrderRow } from '@fettle/client'
import { listSitesOptions, listWorkOrdersInfiniteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { usePages } from '@/lib/query'
import { STATUS_TONES } from '@/ui/badge'
import type { MapPoint, PlaceName } from '@/ui/map'
import type { WorkOrderQuery } from '../views/query'

/** So many are read for the map; more would be a cloud. */
export const MOST = 2000

export interface Place extends MapPoint {
  row: WorkOrderRow
}

/** The work orders under the filters that have a place, page after page until all or enough are there. */
export function usePlaces(query: WorkOrderQuery) {
  const { rows, query: pages } = usePages<WorkOrderRow>(listWorkOrdersInfiniteOptions({ query: { ...query, limit: 200 } }))
  const { hasNextPage, isFetching, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetching && rows.length < MOST) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage, rows.length])
  const places = useMemo(
    () =>
      rows
        .filter(({ latitude, longitude }) => latitude && longitude)
        .map((row): Place => ({
          id: row.id,
          latitude: Number(row.latitude),
          longitude: Number(row.longitude),
          title: `WO-${row.number} ${row.title}`,
          note: [row.siteName, row.assigneeName].filter(Boolean).join(' · ') || undefined,
          tone: row.overdue ? 'bad' : STATUS_TONES[row.status],
          row,
        })),
    [rows],
  )
  return { pages, places, read: rows.length, cut: hasNextPage && rows.length >= MOST }
}

/** The names of sites, to find one's way by: where the site is, else amid its work. */
export function useSiteNames(places: Place[]): PlaceName[] {
  const sites = useQuery(listSitesOptions({ query: { limit: 200 } })).data?.data
  return useMemo(() => {
    const known = (sites ?? []).filter(({ latitude, longitude }) => latitude && longitude)
    const names = known.map(({ id, name, latitude, longitude }) => ({ id, name, latitude: Number(latitude), longitude: Number(longitude) }))
    const placed = new Set(known.map(({ id }) => id))
    return [...names, ...amid(places.filter(({ row }) => row.siteId && !placed.has(row.siteId)))]
  }, [sites, places])
}

function amid(places: Place[]): PlaceName[] {
  const bySite = new Map<string, Place[]>()
  for (const place of places) bySite.set(place.row.siteId!, [...(bySite.get(place.row.siteId!) ?? []), place])
  const middle = (values: number[]) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!
  return [...bySite].map(([id, some]) => ({
    id,
    name: some[0]!.row.siteName ?? '',
    latitude: middle(some.map(({ latitude }) => latitude)),
    longitude: middle(some.map(({ longitude }) => longitude)),
  }))
}
