/** Totals of lists that the API answers without one. */
import type { Values } from './answers'

const sum = (rows: readonly Values[], name: keyof Values): number => rows.reduce((all, row) => all + (row[name] ?? 0), 0)
const divided = (part: number, by: number): number | null => (by > 0 ? part / by : null)

/** All assets as if they were one: times and failures added up, then divided; not the mean of means. */
export function wholeOfAssets(rows: readonly Values[]): Values {
  const failures = sum(rows, 'failures')
  const operating = sum(rows, 'operating')
  const unplannedDowntime = sum(rows, 'unplannedDowntime')
  const repaired = failures - sum(rows, 'failuresUnrepaired')
  const repair = (name: 'mttr' | 'mttrWithoutHolds') => rows.reduce((all, row) => all + (row[name] ?? 0) * ((row.failures ?? 0) - (row.failuresUnrepaired ?? 0)), 0)
  const available = divided(operating, operating + unplannedDowntime)
  return {
    failures,
    failuresUnrepaired: failures - repaired,
    operating,
    unplannedDowntime,
    plannedDowntime: sum(rows, 'plannedDowntime'),
    onHold: sum(rows, 'onHold'),
    mtbf: divided(operating, failures),
    mttr: divided(repair('mttr'), repaired),
    mttrWithoutHolds: divided(repair('mttrWithoutHolds'), repaired),
    availabilityPercent: available === null ? null : available * 100,
  }
}

/** Hours and money of all groups; entries are left out, because one entry may stand in several groups. */
export function sumOfLogs(rows: readonly Values[]): Values {
  const priced = rows.filter(({ cost }) => cost !== null && cost !== undefined)
  return {
    hours: sum(rows, 'hours'),
    lines: sum(rows, 'lines'),
    unpriced: sum(rows, 'unpriced'),
    cost: priced.length ? Math.round(priced.reduce((all, { cost }) => all + Math.round(cost! * 100), 0)) / 100 : null,
  }
}
