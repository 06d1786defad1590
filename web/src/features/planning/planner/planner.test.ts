import type { Coming, PlanDetail } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { freshTrigger, plain, seriesValues, triggerBody, triggerValues, weekdayOf } from '../trigger/triggers'
import { missingOf } from './missing'
import { clockAt, inSeason, isClamped, restBetween, rowsOf } from './notes'
import { readPasted } from './pasted'
import { PRESETS, presetValues } from './presets'
import { freshPlan, freshTask, planBody, planPatch, planValues } from './values'

const TODAY = '2026-11-21'

describe('a trigger in a form and in the API', () => {
  const there: Array<[string, NonNullable<PlanDetail['triggers']>[number]]> = [
    ['weeks', { kind: 'calendar_fixed', key: 't1', series: { rule: { repeat: 'weekly', every: 2, weekdays: ['monday', 'friday'] }, anchor: '2026-01-05', until: null, count: null } }],
    ['a month day until a day', { kind: 'calendar_fixed', key: 't1', series: { rule: { repeat: 'monthly', every: 1, day: 31 }, anchor: '2026-01-31', until: '2027-01-31', count: null } }],
    ['the last weekday, some times', { kind: 'calendar_fixed', key: 't1', series: { rule: { repeat: 'monthly_weekday', every: 1, nth: -1, weekday: 'friday' }, anchor: '2026-01-31', until: null, count: 6 } }],
    ['years', { kind: 'calendar_fixed', key: 't1', series: { rule: { repeat: 'yearly', every: 1, month: 2, day: 29 }, anchor: '2028-02-29', until: null, count: null } }],
    ['days', { kind: 'calendar_fixed', key: 't1', series: { rule: { repeat: 'daily', every: 10 }, anchor: '2026-01-31', until: null, count: null } }],
    ['after the last time', { kind: 'calendar_floating', key: 't2', startsOn: '2026-12-01', interval: { every: 3, unit: 'months' } }],
    ['a date', { kind: 'one_time', key: 't3', on: '2027-05-01' }],
  ]
  it.each(there)('comes back as it was: %s', (_name, trigger) => expect(triggerBody(triggerValues(trigger, TODAY))).toEqual(trigger))

  it('keeps decimals as text, without zeros behind the point', () => {
    const metered = { kind: 'meter_fixed', key: 't1', meterId: 'm', meterName: null, every: '250.5000', base: '0.0000', lead: '10.0000' } as const
    expect(triggerValues(metered, TODAY)).toMatchObject({ every: '250.5', base: null, lead: '10' })
    expect(triggerBody(triggerValues(metered, TODAY))).toEqual({ kind: 'meter_fixed', key: 't1', meterId: 'm', meterName: null, every: '250.5', base: '0', lead: '10' })
    expect([plain('100'), plain('0.2000'), plain('10.0'), plain(null)]).toEqual(['100', '0.2', '10', null])
  })
  it('keeps a floating base of nothing apart from one of zero', () => {
    const floating = freshTrigger('meter_floating', TODAY)
    expect(triggerBody({ ...floating, base: null })).toMatchObject({ base: null })
    expect(triggerBody({ ...floating, base: '0' })).toMatchObject({ base: '0' })
  })
  it('says outright what the API leaves to the anchor', () => {
    expect(seriesValues({ rule: { repeat: 'weekly' }, anchor: TODAY }, TODAY).rule.weekdays).toEqual(['saturday'])
    expect(seriesValues({ rule: { repeat: 'monthly' }, anchor: '2026-01-15' }, TODAY).rule.day).toBe(15)
    expect(seriesValues({ rule: { repeat: 'yearly' }, anchor: '2026-03-15' }, TODAY).rule).toMatchObject({ month: 3, day: 15 })
  })
  it('loses nothing when its kind is changed and changed back', () => {
    const first = { ...freshTrigger('calendar_fixed', TODAY), startsOn: '2027-01-01' }
    expect(triggerBody({ ...first, kind: 'calendar_floating' })).toEqual({ kind: 'calendar_floating', startsOn: '2027-01-01', interval: { every: 3, unit: 'months' } })
    expect(triggerBody(first)).toMatchObject({ kind: 'calendar_fixed', series: { anchor: TODAY } })
  })
  it('makes numbers of what a select gives as text, and puts weekdays in order', () => {
    const trigger = freshTrigger('calendar_fixed', TODAY)
    const rule = { ...trigger.series.rule, repeat: 'yearly' as const, month: '4', day: '1' }
    expect(triggerBody({ ...trigger, series: { ...trigger.series, rule } })).toMatchObject({ series: { rule: { month: 4, day: 1 } } })
    expect(triggerBody({ ...trigger, series: { ...trigger.series, rule: { ...rule, repeat: 'weekly', weekdays: ['friday', 'monday'] } } })).toMatchObject({ series: { rule: { weekdays: ['monday', 'friday'] } } })
  })
  it('knows the weekday of a date', () => expect(['2026-11-16', '2026-11-22'].map(weekdayOf)).toEqual(['monday', 'sunday']))
})

describe('a plan in a form and in the API', () => {
  const plan = { name: 'Mow', work: { title: null, tasks: [{ title: 'Mow', required: true }], materials: [{ item: 'Petrol', quantity: '6.0000', unit: 'l' }] }, triggers: [], rotation: ['a', 'b'], dueTime: '09:00:00' } as unknown as PlanDetail
  it('comes back as it was', () => {
    const body = planBody(planValues(plan, TODAY))
    expect(body).toMatchObject({ name: 'Mow', rotation: ['a', 'b'], dueTime: '09:00' })
    expect(body.work?.materials).toEqual([{ item: 'Petrol', quantity: '6', unit: 'l', partNumber: null }])
  })
  it('gives the work to one person or lets it rotate, never both', () => {
    const values = { ...planValues(plan, TODAY), work: { ...planValues(plan, TODAY).work, assigneeId: 'c' } }
    expect(planBody({ ...values, goesTo: 'person' })).toMatchObject({ rotation: [], work: { assigneeId: 'c' } })
    expect(planBody({ ...values, goesTo: 'turns' })).toMatchObject({ rotation: ['a', 'b'], work: { assigneeId: null } })
    expect(planBody({ ...values, goesTo: 'open' })).toMatchObject({ rotation: [], work: { assigneeId: null } })
  })
  it('drops what hangs on what is gone: the room of no site, the spread over no assets', () => {
    expect(planBody({ ...freshPlan(TODAY), locationId: 'l', spread: 'each' })).toMatchObject({ siteId: null, locationId: null, spread: 'together' })
  })
  it('sends of a change only the fields that it reaches', () => {
    const values = freshPlan(TODAY)
    expect(Object.keys(planPatch(values, { goesTo: 'turns' })).sort()).toEqual(['rotation', 'work'])
    expect(Object.keys(planPatch(values, { name: 'x', siteId: 's' })).sort()).toEqual(['locationId', 'name', 'siteId'])
  })
  it('takes blank words for none', () => {
    const values = freshPlan(TODAY, { name: ' Mow ' })
    expect(planBody({ ...values, work: { ...values.work, title: ' ', tasks: [{ ...freshTask(), title: ' Rake ' }] } })).toMatchObject({ name: 'Mow', work: { title: null, tasks: [{ title: 'Rake' }] } })
  })
})

it.each(PRESETS)('the preset %s is a trigger that lacks at most its meter and limits', (preset) => {
  const { triggers } = presetValues(preset, TODAY)
  expect(triggers).toHaveLength(1)
  expect(missingOf({ triggers }).filter(({ code }) => code !== 'meter' && code !== 'limit')).toEqual([])
})

it('says what is still missing, rule by rule', () => {
  const fixed = freshTrigger('calendar_fixed', TODAY)
  const triggers = [{ ...fixed, series: { ...fixed.series, ends: 'until' as const } }, freshTrigger('condition', TODAY), { ...freshTrigger('meter_fixed', TODAY), meterId: 'm', every: '0' }]
  expect(missingOf({ triggers })).toEqual([{ rule: 0, code: 'date' }, { rule: 1, code: 'meter' }, { rule: 1, code: 'limit' }, { rule: 2, code: 'amount' }])
})

describe('the notes beside coming dates', () => {
  const monthly = { ...freshTrigger('calendar_fixed', '2026-01-31'), key: '' }
  monthly.series = { ...monthly.series, rule: { ...monthly.series.rule, repeat: 'monthly', day: 31 } }
  const season = [{ first: '04-01', last: '10-31' }]
  const winter = [{ first: '11-01', last: '02-29' }]

  it('know a season that goes over the year’s end', () => expect(['2026-12-24', '2027-02-28', '2027-03-01'].map((day) => inSeason(winter, day))).toEqual([true, true, false]))
  it('tell the whole rest before a date', () => {
    expect(restBetween(season, '2026-10-26', '2027-04-05')).toEqual({ from: '2026-11-01', to: '2027-03-31' })
    expect(restBetween(season, '2026-12-20', '2027-04-05')).toEqual({ from: '2026-11-01', to: '2027-03-31' })
    expect(restBetween(season, '2026-05-04', '2026-05-11')).toBeUndefined()
    expect(restBetween([], '2026-05-04', '2027-05-11')).toBeUndefined()
  })
  it('tell a clamped day', () => expect(['2027-02-28', '2027-03-31', '2027-04-30'].map((day) => isClamped(monthly, day))).toEqual([true, false, true]))
  it('gather what falls on one day, and tell an hour that the clocks leave out', () => {
    const coming = [
      { key: 'a', triggerKey: 't1', assetId: 'x', due: { on: '2027-03-14', at: '2027-03-14T07:30:00Z' } },
      { key: 'b', triggerKey: 't1', assetId: 'y', due: { on: '2027-03-14', at: '2027-03-14T07:30:00Z' } },
      { key: 'c', triggerKey: 't1', due: null, value: '500' },
    ] as Coming[]
    const rows = rowsOf(coming, { triggers: [monthly], season: [], dueTime: '02:30', zone: 'America/New_York', today: TODAY })
    expect(rows.map((row) => [row.on, row.coming.length])).toEqual([['2027-03-14', 2], [null, 1]])
    expect(rows[0]!.notes).toContainEqual({ kind: 'clock', at: '03:30' })
    expect(clockAt('2027-03-14T07:30:00Z', 'UTC')).toBe('07:30')
  })
})

it('reads a rule as other programs write it', () => {
  expect(readPasted('RRULE:FREQ=WEEKLY;BYDAY=MO')).toEqual({ rule: 'FREQ=WEEKLY;BYDAY=MO' })
  expect(readPasted('DTSTART;TZID=Europe/Madrid:20270301T090000\nRRULE:FREQ=MONTHLY')).toEqual({ rule: 'FREQ=MONTHLY', anchor: '2027-03-01' })
  expect(readPasted('  FREQ=DAILY \n')).toEqual({ rule: 'FREQ=DAILY' })
})
