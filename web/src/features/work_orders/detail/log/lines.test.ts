import type { LogEntry, LogLine } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { bodyOf, newLine, paired, sumOf, totalsOf } from './lines'

const line = (kind: LogLine['kind'], quantity: string, unit: string, amount: string | null = null) => ({ kind, quantity, unit, amount }) as LogLine
const entry = (id: string, lines: LogLine[], reversesId: string | null = null) => ({ id, lines, reversesId }) as LogEntry

describe('what is sent of a line', () => {
  it('has the fields of its kind alone', () =>
    expect(bodyOf(newLine('material', { item: 'Seat', quantity: 2, unitCost: '45', staffId: 'left over' }), true)).toEqual({
      kind: 'material', item: 'Seat', quantity: 2, unitCost: '45',
    }))
  it('leaves the rate of labour to the house for those who see no money', () => {
    const labour = newLine('labour', { quantity: 1, unitCost: '9', staffId: 's' })
    expect(bodyOf(labour, false)).toEqual({ kind: 'labour', quantity: 1, staffId: 's' })
    expect(bodyOf(labour, true)).toMatchObject({ unitCost: '9' })
  })
})

it('adds up what is priced', () => expect(sumOf([{ quantity: 2, unitCost: '45' }, { quantity: 1.5, unitCost: null }, { quantity: null, unitCost: '3' }])).toBe(90))

describe('totals by kind', () => {
  it('come in the order of the kinds, hours and money apart', () =>
    expect(totalsOf([entry('a', [line('material', '2', 'each', '90'), line('labour', '1.5', 'hour', '72')])])).toEqual([
      { kind: 'labour', hours: 1.5, amount: 72 },
      { kind: 'material', hours: 0, amount: 90 },
    ]))
  it('leave out what was taken back', () =>
    expect(totalsOf([entry('a', [line('labour', '1', 'hour', '48')]), entry('b', [line('labour', '-1', 'hour', '-48')], 'a')])).toEqual([]))
})

it('puts reversals beside what they take back', () => {
  const written = paired([entry('b', [], 'a'), entry('c', []), entry('a', []), entry('d', [], 'elsewhere')])
  expect(written.map(({ entry: { id }, reversal }) => [id, reversal?.id])).toEqual([['c', undefined], ['a', 'b'], ['d', undefined]])
})
