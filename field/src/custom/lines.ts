/** A tenant's own fields, for reading: as they are called, in their order, each value as its kind is read. Pure. */
export interface CustomField {
  key: string
  label: string
  type: string
  /** Only of assets of this type. */
  subtype_id: string | null
  position: number
}

export interface CustomLine {
  key: string
  name: string
  /** Several for a choice of many. */
  values: string[]
  /** A day, to be said as this person says days. */
  day?: string
  /** To be written as this person writes numbers. */
  number?: number
  flag?: boolean
  link?: string
}

type Read = Omit<CustomLine, 'key' | 'name'>

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LINK = /^https?:\/\/\S+$/i

/** `expected_life_years` is “Expected life years”: for as long as this device does not know what it is called. */
export function nameOf(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** The fields that a record has, in the order in which the office shows them. */
export function fieldsOf<F extends CustomField>(fields: readonly F[], subtypeId: string | null = null): F[] {
  return fields
    .filter((field) => !field.subtype_id || field.subtype_id === subtypeId)
    .sort((one, other) => one.position - other.position || one.label.localeCompare(other.label))
}

/** What is said of a record. `fields`: all of its kind of record. As in the office, nothing is shown of fields that are gone. */
export function customLines(json: string | null, fields: readonly CustomField[], subtypeId: string | null = null): CustomLine[] {
  let found: unknown
  try {
    found = JSON.parse(json || '{}')
  } catch {
    return []
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return []
  const values = new Map(Object.entries(found))
  const known = fields.length ? fieldsOf(fields, subtypeId) : [...values.keys()].map((key) => ({ key, label: nameOf(key), type: '' }))
  return known.flatMap(({ key, label, type }) => {
    const read = readAs(type, values.get(key))
    return read ? [{ key, name: label, ...read }] : []
  })
}

/** By the kind of the field; what does not fit it, or of a field that is not known here yet, by what it looks like. */
function readAs(type: string, value: unknown): Read | undefined {
  if (typeof value === 'boolean') return { values: [], flag: value }
  if (typeof value === 'number') return { values: [], number: value }
  if (Array.isArray(value)) return value.length ? { values: value.map(String) } : undefined
  if (typeof value !== 'string' || !value.trim()) return undefined
  const plain = type === 'text' || type === 'choice'
  if (!plain && DAY.test(value)) return { values: [value], day: value }
  // Whatever the field is, an address is there to be opened.
  return { values: [value], ...(LINK.test(value) && { link: value }) }
}

/** A link in short: the file that it leads to, else the place. */
export function linkName(link: string, most = 26): string {
  const [host = '', ...path] = link.replace(/^https?:\/\//i, '').split(/[?#]/)[0]!.split('/').filter(Boolean)
  const file = path.at(-1)
  const name = file && file.length <= most ? file : host
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`
}
