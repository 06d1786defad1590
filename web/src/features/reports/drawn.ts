/** What the chart of an answer draws. */
import type { Line } from './answers'
import { shifted } from './asked'
import type { ColumnId, Step } from './figures'

export interface Point {
  from: string
  [series: string]: number | null | string
}

const MOST_GROUPS = 6
const MOST_POINTS = 400

/** The first day of the step in which `day` lies. */
function startOf(day: string, step: Step): string {
  if (step === 'week') return shifted(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))
  if (step === 'month') return `${day.slice(0, 7)}-01`
  if (step === 'quarter') return `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
  return step === 'year' ? `${day.slice(0, 4)}-01-01` : day
}

function after(start: string, step: Step): string {
  return startOf(shifted(start, { day: 1, week: 7, month: 31, quarter: 95, year: 370 }[step]), step)
}

/** All periods from the first to the last of `lines`: those in which nothing happened too. */
export function periodsOf(lines: readonly Line[], step: Step): string[] {
  const known = [...new Set(lines.flatMap(({ from }) => from ?? []))].sort()
  if (known.length < 2) return known
  const all: string[] = []
  for (let at = known[0]!; at <= known.at(-1)!; at = after(at, step)) {
    all.push(at)
    if (all.length > MOST_POINTS) return known
  }
  return known.every((day, at) => at === 0 || all.includes(day)) ? all : known
}

/** Points along time, one series for each column. Nothing counted is 0; nothing divided is a gap. */
export function alongTime(lines: readonly Line[], columns: readonly ColumnId[], step: Step, zero: (column: ColumnId) => boolean): Point[] {
  const by = new Map(lines.map((line) => [line.from, line.values]))
  return periodsOf(lines, step).map((from) => ({
    from,
    ...Object.fromEntries(columns.map((column) => [column, by.get(from)?.[column] ?? (zero(column) && !by.has(from) ? 0 : null)])),
  }))
}

/** The groups that weigh most in `column`, and points along time with one series for each of them. */
export function byGroup(lines: readonly Line[], column: ColumnId, step: Step, zero: boolean): { groups: Line[]; points: Point[] } {
  const weight = new Map<string, { line: Line; sum: number }>()
  for (const line of lines) {
    const id = line.key ?? ''
    const known = weight.get(id) ?? { line, sum: 0 }
    known.sum += line.values[column] ?? 0
    weight.set(id, known)
  }
  const groups = [...weight.values()].sort((one, other) => other.sum - one.sum).slice(0, MOST_GROUPS).map(({ line }) => line)
  const values = new Map(lines.map((line) => [`${line.key ?? ''} ${line.from}`, line.values[column] ?? null]))
  const points = periodsOf(lines, step).map((from) => ({
    from,
    ...Object.fromEntries(groups.map(({ key }, at) => [`group${at}`, values.get(`${key ?? ''} ${from}`) ?? (zero ? 0 : null)])),
  }))
  return { groups, points }
}

/** The lines with the largest values of `column`; those without one are not drawn. */
export function largest(lines: readonly Line[], column: ColumnId, most: number): Line[] {
  return lines
    .filter(({ values }) => values[column] !== null && values[column] !== undefined)
    .sort((one, other) => (other.values[column] ?? 0) - (one.values[column] ?? 0))
    .slice(0, most)
}
