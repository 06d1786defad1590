/** What is doubtful about a reading, in words. */
import type { TFunction } from 'i18next'
import { asMoment, asNumber } from '@/words/format'
import type { Doubt, Fault } from './judge'

const number = (value: number, unit: string): string => `${asNumber(value, 4)} ${unit}`

export function faultWords(t: TFunction<'fieldThings'>, fault: Fault, unit: string): string {
  if (fault.kind === 'overRollover') return t('reading.overRollover', { value: number(fault.most, unit) })
  return t(fault.kind === 'future' ? 'reading.future' : 'reading.negative')
}

export function doubtWords(t: TFunction<'fieldThings'>, doubt: Doubt, unit: string): string {
  switch (doubt.kind) {
    case 'backwards':
      return t('reading.backwards', { value: number(doubt.before.value, unit), when: asMoment(doubt.before.at) })
    case 'ahead':
      return t('reading.ahead', { value: number(doubt.after.value, unit), when: asMoment(doubt.after.at) })
    case 'tooFast':
      return t('reading.tooFast', { run: number(doubt.run, unit), when: asMoment(doubt.from.at), allowed: number(doubt.allowed, unit) })
    case 'unusual':
      return t('reading.unusual', { run: number(doubt.run, unit), when: asMoment(doubt.from.at), usual: `${asNumber(doubt.usual)} ${unit}` })
    case 'below':
      return t('reading.below', { value: number(doubt.lowest, unit) })
    case 'above':
      return t('reading.above', { value: number(doubt.highest, unit) })
  }
}
