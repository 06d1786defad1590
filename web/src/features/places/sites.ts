/** Sites as a list shows them. Pure. */
import type { Site } from '@fettle/client'

export interface Counted extends Site {
  /** Open and overdue work orders; undefined while that is not known. */
  open: number | undefined
  overdue: number | undefined
}

const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Sites in which each word begins a word of the name, code or address; case and accents do not matter. */
export function found<S extends Pick<Site, 'name' | 'code' | 'address'>>(sites: readonly S[], words: string): S[] {
  const sought = plain(words).split(/\s+/).filter(Boolean)
  return sites.filter(({ name, code, address }) => {
    const said = ` ${plain([name, code, address].filter(Boolean).join(' '))}`
    return sought.every((word) => said.includes(` ${word}`))
  })
}

/** In the order of one field, `-` turns it round; those that say nothing stand last. */
export function inOrder<S extends Counted>(sites: readonly S[], sort: string): S[] {
  const back = sort.startsWith('-') ? -1 : 1
  const field = sort.replace(/^-/, '') as keyof Counted
  const valueOf = (site: S) => site[field] as string | number | null | undefined
  return [...sites].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)]
    if (a == null || b == null) return a == null && b == null ? one.name.localeCompare(other.name) : a == null ? 1 : -1
    const order = typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b))
    return order * back || one.name.localeCompare(other.name)
  })
}

/** Those with coordinates, as numbers. */
export function located<S extends Pick<Site, 'latitude' | 'longitude'>>(sites: readonly S[]): Array<S & { at: { latitude: number; longitude: number } }> {
  return sites.flatMap((site) => (site.latitude == null || site.longitude == null ? [] : [{ ...site, at: { latitude: Number(site.latitude), longitude: Number(site.longitude) } }]))
}
