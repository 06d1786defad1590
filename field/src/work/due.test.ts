import { describe, expect, it } from 'vitest'
import { addDays, dayOf, dueOf, dueWords, endOf, startOf } from './due.ts'

const zone = 'America/New_York'
const at = (text: string) => Date.parse(text)

describe('days in a zone', () => {
  it('are the days of its clocks', () => {
    expect(dayOf(at('2026-03-08T04:59:59Z'), zone)).toBe('2026-03-07')
    expect(dayOf(at('2026-03-08T05:00:00Z'), zone)).toBe('2026-03-08')
    expect(dayOf(at('2026-03-08T12:00:00Z'), 'Pacific/Auckland')).toBe('2026-03-09')
  })
  it('begin and end when clocks change', () => {
    expect(startOf('2026-03-08', zone)).toBe(at('2026-03-08T05:00:00Z'))
    expect(endOf('2026-03-08', zone)).toBe(at('2026-03-09T04:00:00Z') - 1)
    expect(startOf('2026-11-02', zone)).toBe(at('2026-11-02T05:00:00Z'))
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
  })
})

describe('due', () => {
  const now = at('2026-05-06T14:00:00Z')
  const of = (text: string) => dueOf(at(text), now, zone)
  it('is nothing without a date', () => expect(dueOf(null, now, zone)).toBeUndefined())
  it('lasts until the end of the day where only a day was said', () => {
    expect(dueOf(endOf('2026-05-06', zone), now, zone)).toEqual({ kind: 'today', days: 0, timed: false })
    expect(dueOf(endOf('2026-05-05', zone), now, zone)).toEqual({ kind: 'overdue', days: -1, timed: false })
  })
  it('is overdue as soon as its time has passed', () => expect(of('2026-05-06T13:00:00Z')).toEqual({ kind: 'overdue', days: 0, timed: true }))
  it('is soon for three days', () => {
    expect(of('2026-05-09T13:00:00Z')?.kind).toBe('soon')
    expect(of('2026-05-10T13:00:00Z')?.kind).toBe('later')
  })
  it('is said in words', () => {
    expect(dueWords(of('2026-05-06T13:00:00Z')!)).toEqual({ key: 'due.overdueToday', count: 0 })
    expect(dueWords(of('2026-05-05T13:00:00Z')!)).toEqual({ key: 'due.yesterday', count: 1 })
    expect(dueWords(of('2026-05-01T13:00:00Z')!)).toEqual({ key: 'due.overdue', count: 5 })
    expect(dueWords(of('2026-05-07T13:00:00Z')!).key).toBe('due.tomorrow')
    expect(dueWords(of('2026-05-11T13:00:00Z')!)).toEqual({ key: 'due.inDays', count: 5 })
    expect(dueWords(of('2026-06-11T13:00:00Z')!).key).toBe('due.on')
  })
})
