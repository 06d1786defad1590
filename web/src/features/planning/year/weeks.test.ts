import type { CalendarEntry, ListedPlan, MonthForecast } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { lastYear } from '../compliance'
import { needsOf } from './materials'
import { hoursOf, jobsOf, loadsOf, monthsOf, shade, weeksFrom } from './weeks'

const entry = (more: Partial<CalendarEntry>): CalendarEntry => ({ type: 'occurrence', title: 'Mow', status: 'forecast', timeZone: 'UTC', planId: 'p', ...more }) as CalendarEntry
const plan = (work: object, more: object = {}) => ({ name: 'Mowing', work, assetIds: [], ...more }) as unknown as ListedPlan
const dayOf = (instant: string) => instant.slice(0, 10)
const MONDAY = '2026-11-16'

it('finds weeks and the months that they begin in', () => {
  expect(weeksFrom(MONDAY, 3)).toEqual(['2026-11-16', '2026-11-23', '2026-11-30'])
  expect(monthsOf(['2026-11-16', '2026-11-23', '2026-12-07'])).toEqual([{ month: '2026-11', weeks: 2 }, { month: '2026-12', weeks: 1 }])
})

describe('the hours of a plan', () => {
  it('are its estimate', () => expect(hoursOf(plan({ estimatedHours: '2.5', tasks: [{ estimatedHours: '9' }] }))).toBe(2.5))
  it('else the sum of its tasks, for each asset worked on together', () => expect(hoursOf(plan({ tasks: [{ estimatedHours: '1' }, { estimatedHours: '0.5' }] }, { assetIds: ['a', 'b'] }))).toBe(3))
  it('are unknown where nobody said', () => expect(hoursOf(plan({ tasks: [{}] }))).toBeNull())
})

describe('jobs', () => {
  const plans = new Map([['p', plan({ estimatedHours: '2' })]])
  it('leave out what is done and what no plan made', () => {
    const entries = [entry({ key: 'a', on: MONDAY }), entry({ id: 'w', status: 'closed', on: MONDAY }), entry({ id: 'v', planId: null, on: MONDAY })]
    expect(jobsOf(entries, plans, MONDAY, dayOf).map(({ key, hours }) => [key, hours])).toEqual([['p a', 2]])
  })
  it('put what is late into the first week', () => expect(jobsOf([entry({ id: 'w', status: 'approved', startsAt: '2026-10-01T22:00:00Z' })], plans, MONDAY, dayOf)[0]).toMatchObject({ on: MONDAY, late: true }))
  it('count once what two answers bring', () => expect(jobsOf([entry({ key: 'a', on: MONDAY }), entry({ key: 'a', on: MONDAY })], plans, MONDAY, dayOf)).toHaveLength(1))
})

it('sums weeks by plan, site or person, what has no estimate beside', () => {
  const plans = new Map([['p', plan({ estimatedHours: '2' })], ['q', plan({})]])
  const jobs = jobsOf(
    [entry({ key: 'a', on: '2026-11-17', siteId: 's', siteName: 'Park' }), entry({ key: 'b', on: '2026-11-24' }), entry({ planId: 'q', key: 'c', on: '2026-11-24' }), entry({ key: 'far', on: '2029-01-01' })],
    plans,
    MONDAY,
    dayOf,
  )
  const { rows, all } = loadsOf(jobs, weeksFrom(MONDAY, 3), 'plan')
  expect(rows.map(({ key, hours }) => [key, hours])).toEqual([['p', 4], ['q', 0]])
  expect(all.weeks.map(({ hours, jobs: many, unestimated }) => [hours, many, unestimated])).toEqual([[2, 1, 0], [2, 2, 1], [0, 0, 0]])
  expect(loadsOf(jobs, weeksFrom(MONDAY, 3), 'site').rows.map(({ key, label }) => [key, label])).toEqual([['', null], ['s', 'Park']])
})

it('shades from nothing to the fullest week', () => {
  const load = (hours: number, jobs = 1) => ({ hours, jobs, unestimated: 0 })
  expect([shade(load(0, 0), 8), shade(load(0), 8), shade(load(2), 8), shade(load(8), 8), shade(load(0), 0)]).toEqual([0, 1, 1, 4, 1])
})

it('adds materials up over sites and crews', () => {
  const month = (at: string, quantity: string) => ({ month: at, occurrences: 1, hours: '1', materials: [{ item: 'Petrol', unit: 'l', quantity }] }) as MonthForecast
  const { months, items } = needsOf([month('2027-05-01', '6'), month('2027-04-01', '12'), month('2027-05-01', '4')])
  expect(months).toEqual(['2027-04-01', '2027-05-01'])
  expect(items).toMatchObject([{ item: 'Petrol', unit: 'l', total: 22 }])
  expect(items[0]!.byMonth.get('2027-05-01')).toBe(10)
})

it('takes a year back from any day', () => expect([lastYear('2026-11-21').from, lastYear('2028-02-29').from]).toEqual(['2025-11-21', '2027-02-28']))
