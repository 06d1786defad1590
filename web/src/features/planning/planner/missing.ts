/** What is still to be said before a plan can be foreseen. Known here, so that nobody is refused in mid-sentence. */
import { isMetered } from '../trigger/triggers'
import type { PlanValues } from './values'

export type MissingCode = 'meter' | 'limit' | 'amount' | 'date' | 'count'

export interface Missing {
  /** The position of the rule that lacks it. */
  rule: number
  code: MissingCode
}

const blank = (value: unknown): boolean => value === null || value === undefined || value === ''

export function missingOf({ triggers }: Pick<PlanValues, 'triggers'>): Missing[] {
  return triggers.flatMap((trigger, rule) => {
    const found: MissingCode[] = []
    const { kind, series } = trigger
    if (isMetered(kind) && !trigger.meterId && !trigger.meterName) found.push('meter')
    if (kind === 'condition' && blank(trigger.above) && blank(trigger.below)) found.push('limit')
    if ((kind === 'meter_fixed' || kind === 'meter_floating') && !(Number(trigger.every) > 0)) found.push('amount')
    if (kind === 'calendar_fixed') {
      if (!series.anchor || (series.ends === 'until' && !series.until)) found.push('date')
      if (blank(series.rule.every) || (series.ends === 'count' && blank(series.count))) found.push('count')
    }
    if (kind === 'calendar_floating') {
      if (!trigger.startsOn) found.push('date')
      if (blank(trigger.interval.every)) found.push('count')
    }
    if (kind === 'one_time' && !trigger.on) found.push('date')
    return found.map((code) => ({ rule, code }))
  })
}
