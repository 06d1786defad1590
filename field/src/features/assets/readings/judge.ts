/**
 * Whether a meter can have shown this: the rules of the server (modules/assets/rules/meters.py) as far as a device can know them. It does not
 * know of replacements that were recorded in the office, nor all readings, so what it doubts is asked about, and only what can never be is refused.
 */
export interface MeterFacts {
  kind: string
  rolls_over_at: number | null
  most_per_day: number | null
  lowest: number | null
  highest: number | null
  last_value: number | null
  last_read_at: number | null
}

export interface Taken {
  value: number
  /** Milliseconds since 1970. */
  at: number
}

/** What can never be: a moment that has not come, less than nothing, more than the meter has digits for. */
export type Fault = { kind: 'future' } | { kind: 'negative' } | { kind: 'overRollover'; most: number }
/** What is likely a slip of the finger, or needs a word to the office. */
export type Doubt =
  /** Less than it showed before. */
  | { kind: 'backwards'; before: Taken }
  /** More than it showed later. */
  | { kind: 'ahead'; after: Taken }
  /** `run` since `from`, and only `allowed` is possible. */
  | { kind: 'tooFast'; run: number; allowed: number; from: Taken }
  /** Far more than it usually runs: most likely a digit too many. Only asked here; the server takes it. */
  | { kind: 'unusual'; run: number; from: Taken; usual: number }
  | { kind: 'below'; lowest: number }
  | { kind: 'above'; highest: number }

export interface Judgement {
  fault: Fault | undefined
  doubts: Doubt[]
}

/** Clocks differ by so much, in milliseconds. */
export const CLOCKS_DIFFER = 5 * 60_000
const DAY = 86_400_000
/** Numbers of a device are not decimal: what differs by less is the same. */
const HAIR = 1e-6

/** Readings by time, the server's last one among them if it is not. */
export function inOrder(meter: Pick<MeterFacts, 'last_value' | 'last_read_at'>, readings: readonly Taken[]): Taken[] {
  const { last_value: value, last_read_at: at } = meter
  const all = [...readings]
  if (value !== null && at !== null && !all.some((each) => each.at === at)) all.push({ value, at })
  return all.sort((a, b) => a.at - b.at)
}

/** What it showed last, as far as this device knows. */
export const lastOf = (meter: Pick<MeterFacts, 'last_value' | 'last_read_at'>, readings: readonly Taken[]): Taken | undefined => inOrder(meter, readings).at(-1)

export function judge(meter: MeterFacts, taken: Taken, readings: readonly Taken[], now: number): Judgement {
  if (taken.at > now + CLOCKS_DIFFER) return { fault: { kind: 'future' }, doubts: [] }
  if (meter.kind === 'gauge') return { fault: undefined, doubts: limits(meter, taken) }
  if (taken.value < 0) return { fault: { kind: 'negative' }, doubts: [] }
  if (meter.rolls_over_at !== null && taken.value > meter.rolls_over_at) return { fault: { kind: 'overRollover', most: meter.rolls_over_at }, doubts: [] }
  const known = inOrder(meter, readings)
  const before = known.filter(({ at }) => at <= taken.at).at(-1)
  const after = known.find(({ at }) => at > taken.at)
  if (before && taken.value < before.value - HAIR) return { fault: undefined, doubts: [{ kind: 'backwards', before }] }
  if (after && taken.value > after.value + HAIR) return { fault: undefined, doubts: [{ kind: 'ahead', after }] }
  return { fault: undefined, doubts: [...pace(meter, before, taken), ...pace(meter, taken, after), ...unusual(known, before, taken)].slice(0, 1) }
}

function limits({ lowest, highest }: MeterFacts, { value }: Taken): Doubt[] {
  if (lowest !== null && value < lowest) return [{ kind: 'below', lowest }]
  return highest !== null && value > highest ? [{ kind: 'above', highest }] : []
}

/** A day's worth is allowed within any shorter time: clocks and habits of reading are not that exact. */
function pace({ most_per_day }: MeterFacts, from: Taken | undefined, to: Taken | undefined): Doubt[] {
  if (most_per_day === null || !from || !to || to.value < from.value) return []
  const run = to.value - from.value
  const allowed = most_per_day * Math.max((to.at - from.at) / DAY, 1)
  return run > allowed + HAIR ? [{ kind: 'tooFast', run, allowed, from }] : []
}

/** So many times its usual pace is strange. */
const STRANGE = 20

/** Judged by at least three readings that climbed. `usual` is a day's worth. */
function unusual(known: readonly Taken[], before: Taken | undefined, taken: Taken): Doubt[] {
  const [first, last] = [known[0], known.at(-1)]
  if (known.length < 3 || !first || !last || !before) return []
  const usual = (last.value - first.value) / Math.max((last.at - first.at) / DAY, 1)
  const run = taken.value - before.value
  return usual > 0 && run > usual * STRANGE * Math.max((taken.at - before.at) / DAY, 1) ? [{ kind: 'unusual', run, from: before, usual }] : []
}
