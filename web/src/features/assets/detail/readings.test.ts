import { describe, expect, it } from 'vitest'
import { oddityOf, paceOf, pointsOf } from './readings'

const reading = (day: number, value: string, lifetime = value, segmentId = 'a') => ({ readAt: `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`, value, lifetime, segmentId })

describe('the line of a meter', () => {
  it('goes from the oldest to the newest', () => expect(pointsOf([reading(3, '9'), reading(1, '5')]).map(({ value }) => value)).toEqual([5, 9]))
  it('breaks where the meter was replaced', () =>
    expect(pointsOf([reading(3, '2', '12', 'b'), reading(1, '10')]).map(({ value }) => value)).toEqual([10, null, 2]))
})

describe('the pace of a counter', () => {
  it('is what it ran in all by the days between', () => expect(paceOf([reading(1, '100'), reading(11, '5', '150', 'b')])).toBe(5))
  it('is not known from less than a day', () => expect(paceOf([reading(1, '0'), { readAt: '2026-03-01T13:00:00Z', lifetime: '9' }])).toBeUndefined())
  it('is not known from one reading', () => expect(paceOf([reading(1, '100')])).toBeUndefined())
  it('is not known from none', () => expect(paceOf([])).toBeUndefined())
})

describe('what is odd about a value', () => {
  const counter = { kind: 'counter' as const, lastValue: '100.0' }
  const gauge = { kind: 'gauge' as const, lastValue: '2', lowest: '1', highest: '3' }
  it('is a counter that goes back', () => expect(oddityOf(counter, '99')).toBe('back'))
  it('is not a counter that stands still', () => expect(oddityOf(counter, '100')).toBeUndefined())
  it('is a gauge outside its limits', () => expect([oddityOf(gauge, '0.5'), oddityOf(gauge, '3.1'), oddityOf(gauge, '3')]).toEqual(['limits', 'limits', undefined]))
  it('is nothing before anything is typed', () => expect(oddityOf(counter, null)).toBeUndefined())
})
