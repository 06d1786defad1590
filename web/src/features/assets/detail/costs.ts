/** Costs of an asset over its life, as rows of charts. Pure. */
import type { CostRow } from '@fettle/client'

export const STEPS = ['month', 'quarter', 'year'] as const
export type CostStep = (typeof STEPS)[number]
export const KINDS = ['labour', 'material', 'equipment', 'contract', 'other'] as const
export type CostKind = (typeof KINDS)[number]

export type Spent = { at: string; inAll: number } & Record<CostKind, number>

const LENGTH: Record<CostStep, number> = { month: 1, quarter: 3, year: 12 }

function after(day: string, step: CostStep): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + LENGTH[step]
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** One row for each period from the first to the last in `over`, empty ones too, with what was spent by kind. */
export function spentBy(rows: readonly CostRow[], step: CostStep, over = rows): Spent[] {
  const starts = over.flatMap(({ periodStart }) => periodStart ?? []).sort()
  const found: Spent[] = []
  for (let at = starts[0]; at && at <= starts.at(-1)!; at = after(at, step)) {
    const row = { at, inAll: 0, labour: 0, material: 0, equipment: 0, contract: 0, other: 0 }
    for (const { key, periodStart, figures } of rows) {
      if (periodStart !== at) continue
      const cost = Number(figures.cost)
      row.inAll += cost
      if (KINDS.includes(key as CostKind)) row[key as CostKind] += cost
    }
    found.push(row)
  }
  return found
}

/** The sum up to each period. */
export function cumulative(rows: readonly Spent[]): Array<{ at: string; sum: number }> {
  let sum = 0
  return rows.map(({ at, inAll }) => ({ at, sum: Math.round((sum += inAll) * 100) / 100 }))
}

/** Kinds that cost anything. */
export const kindsIn = (rows: readonly Spent[]): CostKind[] => KINDS.filter((kind) => rows.some((row) => row[kind] !== 0))
