import { describe, expect, it } from 'vitest'
import { clocked, clockText, parsed, plus, QUARTER, typedOf } from './hours.ts'

const minutes = (count: number) => count * 60_000

it.each([['1.5', 1.5], ['1,5', 1.5], [' 2 ', 2], ['.5', 0.5], ['3.', 3], ['-1', -1]])('%s is a number', (typed, value) => expect(parsed(typed)).toBe(value))
it.each(['', '.', 'two', '1.2.3', '1h'])('%s is none', (typed) => expect(parsed(typed)).toBeUndefined())

describe('a clock', () => {
  it.each([[0, 0], [10_000, 0], [minutes(1), 0.25], [minutes(15), 0.25], [minutes(15) + 1, 0.5], [minutes(59), 1], [minutes(60), 1], [minutes(61), 1.25]])('of %i ms comes to %f h: a begun quarter counts', (ms, hours) =>
    expect(clocked(ms)).toBe(hours))
  it('never counts less than it ran', () => {
    for (let ms = 30_000; ms < 20 * QUARTER; ms += 77_777) expect(clocked(ms) * 3_600_000).toBeGreaterThanOrEqual(ms)
  })
  it('is read as hours and minutes', () => {
    expect(clockText(minutes(65))).toBe('1:05')
    expect(clockText(minutes(65) + 9_000, true)).toBe('1:05:09')
    expect(clockText(-5)).toBe('0:00')
  })
})

it('adds without crumbs', () => {
  expect(plus('0.1', 0.2)).toBe('0.3')
  expect(plus('', 1.25)).toBe('1.25')
  expect(typedOf(1 / 3)).toBe('0.3333')
})
