/** A field that two people gave different values since `base`; `custom.weather` is a value within a field. */
export interface Clash {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

type Values = Record<string, unknown>

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (...values: unknown[]) => values.some(isObject) && values.every((value) => value === null || value === undefined || isObject(value))
const within = (value: unknown): Values => (isObject(value) ? value : {})

/**
 * The fields that I and they changed to different values. What only one of us changed, or both alike, does not clash. Objects
 * (custom values) are compared value by value.
 */
export function clashes(base: Values, mine: Values, theirs: Values): Clash[] {
  return Object.keys(mine).flatMap((field) => {
    const [was, my, their] = [base[field], mine[field], theirs[field]]
    if (same(was, my) || same(was, their) || same(my, their)) return []
    if (!objects(was, my, their)) return [{ field, base: was, mine: my, theirs: their }]
    return clashes(within(was), within(my), within(their)).map((clash) => ({ ...clash, field: `${field}.${clash.field}` }))
  })
}

/** Their values with mine over them where I changed something, but for the fields in `leave`. */
export function merged(base: Values, mine: Values, theirs: Values, leave: ReadonlySet<string> = new Set(), under = ''): Values {
  const made: Values = { ...theirs }
  for (const field of Object.keys(mine)) {
    const [was, my, their] = [base[field], mine[field], theirs[field]]
    if (same(was, my) || leave.has(under + field)) continue
    made[field] = objects(was, my, their) ? merged(within(was), within(my), within(their), leave, `${under}${field}.`) : my
  }
  return made
}
