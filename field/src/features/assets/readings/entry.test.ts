import { describe, expect, it } from 'vitest'
import { numberOf, tidy, verdict } from './entry.ts'
import type { MeterFacts } from './judge.ts'

const meter: MeterFacts = { kind: 'counter', rolls_over_at: null, most_per_day: null, lowest: null, highest: null, last_value: 100, last_read_at: 0 }

describe('what is typed', () => {
  it.each([['1,5', 1.5], ['12 345.6', 12345.6], ['.5', 0.5], ['7.', 7], ['-3', -3], ['0', 0]])('%s is a number', (typed, value) => expect(numberOf(typed)).toBe(value))
  it.each(['', '-', '.', '1.2.3', 'ten'])('%s is none', (typed) => expect(numberOf(typed)).toBeUndefined())
  it('is tidied as it comes', () => {
    expect(tidy('12a,5', false)).toBe('12.5')
    expect(tidy('1.2.3', false)).toBe('1.23')
    expect(tidy('-4-2', true)).toBe('-42')
    expect(tidy('-42', false)).toBe('42')
  })
})

describe('the verdict', () => {
  const say = (value: string, sure?: 'right' | 'rolledOver') => verdict(meter, { value, note: '', sure }, 1000, [], 1000).kind
  it('asks once', () => {
    expect(say('')).toBe('empty')
    expect(say('101')).toBe('fine')
    expect(say('99')).toBe('asks')
    expect(say('99', 'rolledOver')).toBe('fine')
    expect(say('-1', 'right')).toBe('wrong')
  })
})
