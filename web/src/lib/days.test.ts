import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, isDay, startOfWeek } from './days'

describe('local days', () => {
  it('go on over the end of February and of the year', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })
  it('are counted over the change of clocks', () => expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31))
  it.each([
    ['monday', '2026-11-16'],
    ['sunday', '2026-11-22'],
    ['saturday', '2026-11-21'],
  ])('of a week that begins on %s', (begins, first) => expect(startOfWeek('2026-11-22', begins)).toBe(first))
  it('step by months to the first of one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-01')
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-01')
  })
  it('are told from other words', () => {
    expect(isDay('2026-02-28')).toBe(true)
    expect(isDay('2026-02-30')).toBe(false)
    expect(isDay('today')).toBe(false)
    expect(isDay(undefined)).toBe(false)
  })
})
