import { describe, expect, it } from 'vitest'
import type { Line } from './answers'
import { alongTime, byGroup, largest, periodsOf } from './drawn'

const line = (from: string | null, opened: number, key: string | null = null, onTimePercent: number | null = null): Line => ({
  key, label: key, from, to: null, values: { opened, onTimePercent },
})

describe('along time', () => {
  it('has the months in which nothing happened: counts are 0, shares are gaps', () =>
    expect(alongTime([line('2026-01-01', 3, null, 50), line('2026-03-01', 1, null, null)], ['opened', 'onTimePercent'], 'month', (column) => column === 'opened')).toEqual([
      { from: '2026-01-01', opened: 3, onTimePercent: 50 },
      { from: '2026-02-01', opened: 0, onTimePercent: null },
      { from: '2026-03-01', opened: 1, onTimePercent: null },
    ]))
  it.each([
    ['week', '2026-02-23', '2026-03-09', 3],
    ['quarter', '2025-10-01', '2026-07-01', 4],
    ['year', '2023-01-01', '2026-01-01', 4],
    ['day', '2026-03-07', '2026-03-10', 4],
  ] as const)('goes on by %s', (step, from, to, count) => expect(periodsOf([line(from, 1), line(to, 1)], step)).toHaveLength(count))
})

it('draws the six groups that weigh most', () => {
  const lines = Array.from({ length: 9 }, (_, at) => line('2026-01-01', at, `g${at}`))
  const { groups, points } = byGroup([...lines, line('2026-02-01', 100, 'g0')], 'opened', 'month', true)
  expect(groups.map(({ key }) => key)).toEqual(['g0', 'g8', 'g7', 'g6', 'g5', 'g4'])
  expect(points[1]).toEqual({ from: '2026-02-01', group0: 100, group1: 0, group2: 0, group3: 0, group4: 0, group5: 0 })
})

it('ranks by value and leaves out what is not known', () =>
  expect(largest([line(null, 1, 'a', 20), line(null, 1, 'b', null), line(null, 1, 'c', 90)], 'onTimePercent', 5).map(({ key }) => key)).toEqual(['c', 'a']))
