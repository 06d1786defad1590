/** The own fields of a tenant, for reading: names made of their keys, values as they stand. Pure. */
export interface CustomLine {
  name: string
  /** Several for a choice of many. */
  values: string[]
  /** A day, to be said as this person says days. */
  day?: string
  flag?: boolean
  link?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** `expected_life_years` is “Expected life years”. */
export function nameOf(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

export function customLines(json: string | null): CustomLine[] {
  let found: unknown
  try {
    found = JSON.parse(json || '{}')
  } catch {
    return []
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return []
  return Object.entries(found).flatMap(([key, value]) => lineOf(nameOf(key), value) ?? [])
}

function lineOf(name: string, value: unknown): CustomLine | undefined {
  if (typeof value === 'boolean') return { name, values: [], flag: value }
  if (typeof value === 'number') return { name, values: [String(value)] }
  if (Array.isArray(value)) return value.length ? { name, values: value.map(String) } : undefined
  if (typeof value !== 'string' || !value.trim()) return undefined
  if (DAY.test(value)) return { name, values: [value], day: value }
  return { name, values: [value], ...(/^https?:\/\/\S+$/i.test(value) && { link: value }) }
}

/** A link in short: the file that it leads to, else the place. */
export function linkName(link: string, most = 26): string {
  const [host = '', ...path] = link.replace(/^https?:\/\//i, '').split(/[?#]/)[0]!.split('/').filter(Boolean)
  const file = path.at(-1)
  const name = file && file.length <= most ? file : host
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`
}
