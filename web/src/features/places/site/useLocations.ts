import { changeLocation, deleteLocation, listLocations, type Location, restoreLocation, type Site } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { within } from './locations'

export const TOUCHED = ['Location', 'Asset']

async function all(siteId: string): Promise<Location[]> {
  const found: Location[] = []
  let cursor: string | undefined
  do {
    const page = await listLocations({ query: { siteId: [siteId], limit: 200, ...(cursor && { cursor }) } })
    found.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return found
}

/** Every location of a site, as a tree. */
export function useLocations(site: Site) {
  const query = useQuery({ queryKey: [{ _id: 'listLocations', all: site.id }], queryFn: () => all(site.id) })
  const tree = useMemo(() => within(query.data ?? []), [query.data])
  return { query, tree }
}

export function useLocationActs() {
  const { t } = useTranslation('places')
  const put = (location: Location, version: number | undefined, parentId: string | null) =>
    changeLocation({ path: { location_id: location.id }, body: { parentId }, headers: ifMatch(version) })
  const move = useAct({
    do: ({ location, parentId }: { location: Location; parentId: string | null }) => put(location, location.version, parentId),
    touches: TOUCHED,
    done: ({ name }) => t('location.moved', { name }),
    undo: (moved, { location }) => put(location, moved.version, location.parentId ?? null),
  })
  const remove = useAct({
    do: (location: Location) => deleteLocation({ path: { location_id: location.id }, headers: ifMatch(location.version) }),
    touches: TOUCHED,
    done: (_gone, { name }) => t('location.deleted', { name }),
    undo: (_gone, { id }) => restoreLocation({ path: { location_id: id } }),
  })
  return { move, remove }
}
