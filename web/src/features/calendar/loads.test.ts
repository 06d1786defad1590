import type { WorkloadRow } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import type { Entry } from './entries'
import { byCell, given, parsed, rowsOf, tooMuch } from './loads'

const row = (id: string | null, days: WorkloadRow['days'], daily: string | null = '8.00'): WorkloadRow => ({
  id, name: id, workOrders: 0, unestimated: 0, scheduledHours: '0', occurrences: 0, forecastHours: '0', capacityHours: null, dailyCapacityHours: daily, days,
})
const days = ['2026-11-20', '2026-11-21']
const isFree = (day: string) => day === '2026-11-21'

describe('the rows of the workload', () => {
  it('have a cell for every day, without capacity on free ones', () => {
    const [, ben] = rowsOf([row('ben', [])], days, isFree)
    expect([...ben!.days.values()].map(({ capacity }) => capacity)).toEqual([8, 0])
    expect(ben!.capacity).toBe(8)
  })
  it('begin with work in nobody’s hands, which has no capacity', () => {
    const rows = rowsOf([row('ben', []), row(null, [{ on: '2026-11-20', scheduledHours: '3', capacityHours: '0' }], null)], days, isFree)
    expect(rows.map(({ id }) => id)).toEqual(['none', 'ben'])
    expect(tooMuch(rows[0]!.days.get('2026-11-20')!)).toBe(0)
  })
  it('say how much is too much', () => {
    const [, ben] = rowsOf([row('ben', [{ on: '2026-11-20', scheduledHours: '10.5', capacityHours: '8' }])], days, isFree)
    expect(tooMuch(ben!.days.get('2026-11-20')!)).toBe(2.5)
  })
  it('count what is seen, an hour where nobody has said how long', () => {
    const entry = (estimatedHours: string | null): Entry => ({ type: 'work_order', id: 'w', title: 'w', status: 'new', timeZone: 'UTC', estimatedHours })
    const [, ben] = rowsOf([row('ben', [{ on: '2026-11-20', scheduledHours: '99', capacityHours: '8' }])], days, isFree, new Map([['ben/2026-11-20', [entry('2.5'), entry(null)]]]))
    expect(ben!.days.get('2026-11-20')).toEqual({ hours: 3.5, forecast: 0, capacity: 8, unestimated: 1 })
  })
  it('know no limits where capacity is not to be seen', () => {
    const [, ben] = rowsOf([row('ben', [{ on: '2026-11-20', scheduledHours: '10', capacityHours: null }], null)], days, isFree)
    expect(tooMuch(ben!.days.get('2026-11-20')!)).toBe(0)
    expect(ben!.capacity).toBeNull()
  })
})

it('entries stand with whom they are assigned to, or with nobody', () => {
  const entry = (id: string, assigneeId: string | null): Entry => ({ type: 'work_order', id, title: id, status: 'approved', timeZone: 'UTC', on: '2026-11-20', assigneeId })
  expect([...byCell([entry('a', 'ben'), entry('b', null)], 'staff').keys()]).toEqual(['ben/2026-11-20', 'none/2026-11-20'])
})

it('a cell names who and when', () => {
  expect(parsed('cell:ben/2026-11-20')).toEqual({ holder: 'ben', day: '2026-11-20' })
  expect(given('crew', 'none')).toEqual({ crewId: null })
})
