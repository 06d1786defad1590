/** Periods that figures are asked for, as local days. */
import { localDay } from '@/lib/format'

export const PERIODS = ['90', '365', '1095'] as const
export type Period = (typeof PERIODS)[number]

/** The first and the last day of the `days` days that end with `today`. */
export function periodOf(days: Period, today = localDay(new Date())): { from: string; to: string } {
  const last = Date.parse(`${today}T12:00:00Z`)
  return { from: new Date(last - (Number(days) - 1) * 86_400_000).toISOString().slice(0, 10), to: today }
}

export const periodAsked = (asked: unknown): Period => PERIODS.find((period) => period === asked) ?? '365'
