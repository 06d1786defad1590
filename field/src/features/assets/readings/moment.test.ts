import { describe, expect, it } from 'vitest'
import { clockOf, instantOf, lastDays, minutesOf } from './moment.ts'

const ZONE = 'America/New_York'

describe('a time', () => {
  it.each([['7:30', 450], ['0730', 450], ['7.30', 450], ['7', 420], ['23:59', 1439], ['7h30', 450]])('%s', (typed, minutes) => expect(minutesOf(typed)).toBe(minutes))
  it.each(['', '24:00', '7:60', 'noon', '123456'])('%s is none', (typed) => expect(minutesOf(typed)).toBeUndefined())
})

it('is on the clock of the tenant', () => {
  const at = Date.parse('2026-03-12T15:30:00-04:00')
  expect(instantOf({ day: '2026-03-12', time: '15:30' }, ZONE)).toBe(at)
  expect(clockOf(at, ZONE)).toBe('15:30')
  expect(instantOf({ day: '2026-03-08', time: '15:30' }, ZONE)).toBe(Date.parse('2026-03-08T15:30:00-04:00'))
  expect(lastDays(Date.parse('2026-03-01T04:00:00Z'), ZONE, 2)).toEqual(['2026-02-28', '2026-02-27'])
})
