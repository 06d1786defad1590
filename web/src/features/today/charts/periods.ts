/** The periods that charts show, and the days behind one of their points. Pure but for the tenant's zone. */
import { addDays, startOfMonth } from '@/lib/days'
import { instantOf } from '@/lib/format'

export const PERIODS = ['30', '90', '365'] as const
export type Period = (typeof PERIODS)[number]
export type Step = 'day' | 'week' | 'month'

export interface Days {
  from: string
  to: string
}

/** The days of a period that ends today, and into what steps it is cut: fine for counts, coarse for shares and money. */
export function cut(period: Period, today: string): Days & { fine: Step; coarse: Step } {
  const from = period === '365' ? startOfMonth(addDays(today, -364)) : addDays(today, 1 - Number(period))
  return {
    from,
    to: today,
    fine: period === '30' ? 'day' : period === '90' ? 'week' : 'month',
    coarse: period === '30' ? 'week' : 'month',
  }
}

/** The days of the step that `day`, its last one, ends; within the period. */
export function stepOf(day: string, step: Step, { from, to }: Days): Days {
  const first = step === 'month' ? startOfMonth(day) : step === 'week' ? addDays(day, -6) : day
  return { from: first < from ? from : first, to: day > to ? to : day }
}

/** Whole days as the instants that lists of work orders are narrowed by. */
export const within = (name: 'created' | 'due', { from, to }: Days): Record<string, string> => ({
  [`${name}From`]: instantOf(from),
  [`${name}To`]: instantOf(addDays(to, 1)),
})
