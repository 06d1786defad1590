/** The locations of a site as a tree. Pure. */
import type { Location } from '@fettle/client'
import type { Below } from '@/ui/tree'

const ROOT = ''

/** What is inside each location, by name. Those whose parent is not known stand at the top, so that none is lost. */
export function within(locations: readonly Location[]): Map<string, Below<Location>> {
  const ids = new Set(locations.map(({ id }) => id))
  const found = new Map<string, Location[]>([[ROOT, []]])
  for (const location of locations) {
    const parent = location.parentId && ids.has(location.parentId) ? location.parentId : ROOT
    found.set(parent, [...(found.get(parent) ?? []), location])
  }
  const byName = (one: Location, other: Location) => one.name.localeCompare(other.name, undefined, { numeric: true })
  return new Map([...found].map(([parent, nodes]) => [parent, { nodes: nodes.sort(byName) }]))
}

export const below = (tree: Map<string, Below<Location>>, parent: string | null): Below<Location> => tree.get(parent ?? ROOT) ?? { nodes: [] }

/** Everything inside a location, and itself: where it cannot go. */
export function inside(tree: Map<string, Below<Location>>, id: string): Set<string> {
  const found = new Set([id])
  for (const each of found) for (const { id: part } of below(tree, each).nodes) found.add(part)
  return found
}
