/** Sites, and the locations in them, as one list: pure. */

export interface Site {
  id: string
  name: string
}

export interface Location {
  id: string
  name: string
  site_id: string | null
  parent_id: string | null
}

/** A site, or a location in one. `path`: the names from the site down to what it is in. */
export interface Place {
  id: string
  name: string
  siteId: string | null
  locationId: string | null
  path: readonly string[]
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name)

/** Every site, each followed by its locations, each of these by what is in it. Loops and lost parents are survived. */
export function placesOf(sites: readonly Site[], locations: readonly Location[]): Place[] {
  const known = new Set(locations.map(({ id }) => id))
  const within = new Map<string, Location[]>()
  for (const location of locations) {
    const key = location.parent_id && known.has(location.parent_id) && location.parent_id !== location.id ? location.parent_id : `site ${location.site_id}`
    within.set(key, [...(within.get(key) ?? []), location])
  }
  const places: Place[] = []
  const seen = new Set<string>()
  const descend = (key: string, siteId: string | null, path: readonly string[]) => {
    for (const location of (within.get(key) ?? []).sort(byName)) {
      if (seen.has(location.id)) continue
      seen.add(location.id)
      places.push({ id: location.id, name: location.name, siteId, locationId: location.id, path })
      descend(location.id, siteId, [...path, location.name])
    }
  }
  for (const site of [...sites].sort(byName)) {
    places.push({ id: site.id, name: site.name, siteId: site.id, locationId: null, path: [] })
    descend(`site ${site.id}`, site.id, [site.name])
  }
  return places
}

/** In words, from the outside in: `Mill Pond › Pump house › Cellar`. */
export const pathText = (place: Pick<Place, 'path' | 'name'>): string => [...place.path, place.name].join(' › ')
