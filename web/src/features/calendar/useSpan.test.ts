import { describe, expect, it } from 'vitest'
import { spanOf } from './useSpan'

describe('the days of a month', () => {
  it('are whole weeks from the day on which weeks begin here', () => {
    const monday = spanOf('month', '2026-11-21', 'monday').days
    expect([monday[0], monday.at(-1), monday.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    const sunday = spanOf('month', '2026-11-21', 'sunday').days
    expect([sunday[0], sunday.at(-1), sunday.length]).toEqual(['2026-11-01', '2026-12-05', 35])
  })
  it('are four weeks when a February fits them', () => expect(spanOf('month', '2027-02-14', 'monday').days).toHaveLength(28))
  it('step over the end of a year', () => expect(spanOf('month', '2026-12-31', 'monday').after).toBe('2027-01-01'))
})

it('a week is the one around the day', () => expect(spanOf('week', '2026-11-22', 'monday').days[0]).toBe('2026-11-16'))
