/** What somebody has typed for one meter, until it is saved. Pure. */
import { judge, type Judgement, type MeterFacts, type Taken } from './judge.ts'

/** Why a doubtful number is right after all. */
export type Sure = 'right' | 'rolledOver' | 'replaced'

export interface Entry {
  /** As typed. */
  value: string
  note: string
  sure?: Sure
}

export const NOTHING: Entry = { value: '', note: '' }

/** The number that was typed: with a comma or a point, in thin groups too; undefined for none. */
export function numberOf(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f']/g, '').replace(',', '.')
  if (!/^-?\d*\.?\d*$/.test(text) || !/\d/.test(text)) return undefined
  return Number(text)
}

/** What may be typed into the box: digits, one comma or point, and a sign where there is something below zero. */
export function tidy(typed: string, signed: boolean): string {
  const text = typed.replace(',', '.').replace(/[^\d.-]/g, '')
  const [whole = '', ...rest] = text.split('.')
  const digits = rest.length ? `${whole}.${rest.join('')}` : whole
  const minus = signed && digits.startsWith('-') ? '-' : ''
  return (minus + digits.replace(/-/g, '')).slice(0, 20)
}

/** `empty`: nothing was typed. `asks`: somebody has to say whether it is right. `wrong`: it cannot be. */
export type Verdict = { kind: 'empty' } | { kind: 'fine'; value: number } | ({ kind: 'asks' | 'wrong'; value: number } & Judgement)

export function verdict(meter: MeterFacts, entry: Entry, at: number, readings: readonly Taken[], now: number): Verdict {
  const value = numberOf(entry.value)
  if (value === undefined) return { kind: 'empty' }
  const judged = judge(meter, { value, at }, readings, now)
  if (judged.fault) return { kind: 'wrong', value, ...judged }
  return judged.doubts.length && !entry.sure ? { kind: 'asks', value, ...judged } : { kind: 'fine', value }
}
