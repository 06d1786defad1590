import { expect, it } from 'vitest'
import { byDay, dayOf, nearness } from './days.ts'

const at = (day: number, hour: number) => new Date(2026, 2, day, hour).getTime()

it('puts a heading before each day', () => {
  const rows = [at(3, 9), at(3, 1), at(2, 23)].map((created_at) => ({ created_at }))
  expect(byDay(rows).map((item) => (item.kind === 'day' ? item.day : [item.first, item.last]))).toEqual(['2026-03-03', [true, false], [false, true], '2026-03-02', [true, true]])
  expect(byDay([])).toEqual([])
})

it('knows today and yesterday, over the end of a month and a change of clocks', () => {
  expect(nearness(dayOf(at(1, 12)), at(1, 23))).toBe('today')
  expect(nearness('2026-02-28', at(1, 0))).toBe('yesterday')
  expect(nearness('2026-02-27', at(1, 0))).toBeUndefined()
  expect(nearness('2026-03-29', new Date(2026, 2, 30, 0, 30).getTime())).toBe('yesterday')
})
