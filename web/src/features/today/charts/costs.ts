/** Costs by period and category as rows of a chart: the dearest categories, the rest as one. Pure. */
import type { CostRow } from '@fettle/client'

export interface CostSeries {
  key: string
  /** Null for what belongs to no category, undefined for the rest. */
  label: string | null | undefined
}

export interface CostPeriod {
  at: string
  last: string
  [series: string]: string | number
}

const MOST = 5
export const REST = 'rest'

export function costsOf(rows: readonly CostRow[]): { periods: CostPeriod[]; series: CostSeries[] } {
  const sums = new Map<string, { label: string | null; sum: number }>()
  for (const { key, label, figures } of rows) {
    const name = key ?? ''
    const before = sums.get(name)?.sum ?? 0
    sums.set(name, { label, sum: before + Number(figures.cost) })
  }
  const ranked = [...sums].filter(([, { sum }]) => sum !== 0).sort(([, one], [, other]) => other.sum - one.sum)
  const kept = ranked.length > MOST + 1 ? ranked.slice(0, MOST) : ranked
  const names = new Map(kept.map(([name], at) => [name, `c${at}`]))
  const series: CostSeries[] = kept.map(([name, { label }]) => ({ key: names.get(name)!, label: name === '' ? null : label }))
  if (kept.length < ranked.length) series.push({ key: REST, label: undefined })
  const periods = new Map<string, CostPeriod>()
  for (const { key, periodStart, periodEnd, figures } of rows) {
    if (!periodStart || !periodEnd) continue
    const period = periods.get(periodStart) ?? { at: periodStart, last: periodEnd, ...Object.fromEntries(series.map((each) => [each.key, 0])) }
    const name = names.get(key ?? '') ?? REST
    if (name in period) period[name] = Number(period[name]) + Number(figures.cost)
    periods.set(periodStart, period)
  }
  return { periods: [...periods.values()].sort((one, other) => one.at.localeCompare(other.at)), series }
}
