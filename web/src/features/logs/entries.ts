/** Entries of the log as the review reads them: who worked how long, what it came to. Pure. */
import type { LogEntry, LogLine, LogSummary } from '@fettle/client'

export type By = 'day' | 'person' | 'workOrder'

/** One line of the review: an entry under a day, person or work order, or the entries of that group that are not shown. */
export interface Row {
  id: string
  group: string
  entry?: LogEntry
  more?: number
  /** What its group comes to, where that is read with it. */
  sum?: LogSummary | undefined
}

export interface Totals {
  entries: number
  hours: number
  lines: number
  unpriced: number
  cost: number | null
}

/** Who did a line: the line may name somebody else than the entry. */
export const personOf = (entry: LogEntry, line: LogLine): string => line.staffId ?? entry.staffId ?? ''

/** The lines of an entry that belong to the group in which it stands. */
export function linesIn(entry: LogEntry, by: By, group: string): LogLine[] {
  return by === 'person' ? entry.lines.filter((line) => personOf(entry, line) === group) : entry.lines
}

export function hoursOf(lines: readonly LogLine[]): number {
  return lines.reduce((sum, line) => (line.kind === 'labour' ? sum + Number(line.quantity) : sum), 0)
}

/** What lines come to; null where no price is known or money is hidden. */
export function costOf(lines: readonly LogLine[]): number | null {
  const priced = lines.filter(({ amount }) => amount !== null && amount !== undefined)
  return priced.length ? priced.reduce((sum, line) => sum + Number(line.amount), 0) : null
}

/** Everybody who is named in an entry, once each. */
export function namesOf(entry: LogEntry): string[] {
  return [...new Set([...entry.lines.map(({ staffName }) => staffName), entry.lines.some(({ staffId }) => !staffId) ? entry.staffName : null].filter((name) => name !== null && name !== undefined))]
}

/** Sums of groups, added up. */
export function totalsOf(sums: readonly LogSummary[]): Totals {
  const total: Totals = { entries: 0, hours: 0, lines: 0, unpriced: 0, cost: null }
  for (const sum of sums) {
    total.entries += sum.entries
    total.hours += Number(sum.hours)
    total.lines += sum.lines
    total.unpriced += sum.unpriced ?? 0
    if (sum.cost !== null && sum.cost !== undefined) total.cost = (total.cost ?? 0) + Number(sum.cost)
  }
  return total
}

/** Entries under the groups in their order, each group's together. */
export function rowsUnder(groups: readonly string[], entries: readonly LogEntry[], keysOf: (entry: LogEntry) => readonly string[]): Row[] {
  const under = new Map<string, Row[]>(groups.map((group) => [group, []]))
  for (const entry of entries) for (const group of new Set(keysOf(entry))) under.get(group)?.push({ id: `${group} ${entry.id}`, group, entry })
  return groups.flatMap((group) => under.get(group)!)
}
