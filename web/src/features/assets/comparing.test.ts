import { describe, expect, it } from 'vitest'
import { judged, yearsSince } from './comparing'

describe('which does best', () => {
  it('is the highest where high is good', () => expect(judged([1, 3, 2], 'high')).toEqual(['worst', 'best', undefined]))
  it('is the lowest where low is good', () => expect(judged([1, 3, 2], 'low')).toEqual(['best', 'worst', undefined]))
  it('leaves out what is not known', () => expect(judged([null, 3, 2, undefined], 'low')).toEqual([undefined, 'worst', 'best', undefined]))
  it('is nobody where all are the same', () => expect(judged([2, 2], 'high')).toEqual([undefined, undefined]))
  it('is nobody where one stands alone', () => expect(judged([2, null], 'high')).toEqual([undefined, undefined]))
  it('may be two', () => expect(judged([1, 1, 4], 'low')).toEqual(['best', 'best', 'worst']))
})

describe('age', () => {
  it('is in years', () => expect(yearsSince('2020-01-01', '2026-07-01')).toBe(6.5))
  it('is not known without a day', () => expect(yearsSince(null, '2026-07-01')).toBeUndefined())
})
