import { describe, expect, it } from 'vitest'
import { endOf } from '@/work/due'
import { changeable, changedIn, daysFrom, faultsOf, shownOf } from './changing.ts'

const ZONE = 'America/New_York'
const DUE = endOf('2026-03-12', ZONE)
const order = { status: 'approved', title: 'Mow', description: null, priority: 'low', due_at: DUE, estimated_hours: 1.5 }
const changed = (change: Parameters<typeof changedIn>[1], of = order) => changedIn(of, change, ZONE)
const faults = (change: Parameters<typeof changedIn>[1]) => faultsOf(shownOf(order, change, ZONE))

describe('what becomes of a change', () => {
  it('is only what was changed', () => {
    expect(changed({})).toEqual({})
    expect(changed({ title: ' Mow the lawn ' })).toEqual({ title: 'Mow the lawn' })
    expect(changed({ title: 'Mow ', description: '  ', priority: 'low', hours: '1.5' })).toEqual({})
    expect(changed({ description: 'All of it\n', hours: '2.25' })).toEqual({ description: 'All of it', estimated_hours: 2.25 })
    expect(changed({ hours: '' })).toEqual({ estimated_hours: null })
  })

  it('leaves what nobody touched to the office, whatever it was when one began', () =>
    expect(changed({ priority: 'high' }, { ...order, title: 'Renamed since' })).toEqual({ priority: 'high' }))

  it('says a day, or a time on it, on the clock of the tenant', () => {
    expect(changed({ dueDay: '2026-03-13' })).toEqual({ due_at: endOf('2026-03-13', ZONE) })
    expect(changed({ dueTime: '15:30' })).toEqual({ due_at: Date.parse('2026-03-12T15:30:00-04:00') })
    expect(changed({ dueDay: null })).toEqual({ due_at: null })
    expect(changed({ dueDay: '2026-03-12' })).toEqual({})
  })

  it('keeps the time when only the day is another one', () => {
    const timed = { ...order, due_at: Date.parse('2026-03-12T15:30:00-04:00') }
    expect(shownOf(timed, {}, ZONE)).toMatchObject({ dueDay: '2026-03-12', dueTime: '15:30' })
    expect(changed({ dueDay: '2026-03-20' }, timed)).toEqual({ due_at: Date.parse('2026-03-20T15:30:00-04:00') })
    expect(changed({ dueTime: ' ' }, timed)).toEqual({ due_at: DUE })
    // Seconds of a date that the office has set are not lost by looking at it.
    expect(changed({ title: 'Mow' }, { ...timed, due_at: timed.due_at + 12_345 })).toEqual({})
  })

  it('is nothing that is settled', () => {
    expect(changeable({ status: 'complete' })).toEqual(['description'])
    expect(changeable({ status: 'closed' })).toEqual([])
    expect(changed({ title: 'Late', description: 'Still said' }, { ...order, status: 'complete' })).toEqual({ description: 'Still said' })
  })
})

it('every field says what is wrong with it', () => {
  expect(faults({})).toEqual({})
  expect(faults({ title: ' ' })).toEqual({ title: 'missing' })
  expect(faults({ title: 'x'.repeat(501), description: 'x'.repeat(20_001) })).toEqual({ title: 'tooLong', description: 'tooLong' })
  expect(faults({ title: 'x'.repeat(500), description: 'x'.repeat(20_000) })).toEqual({})
  expect(faults({ dueTime: 'noon', hours: '1.2.3' })).toEqual({ due: 'noTime', hours: 'noNumber' })
  expect(faults({ dueDay: null, dueTime: 'noon', hours: '99999999999' })).toEqual({ hours: 'tooLarge' })
})

it('days begin with today; one that is past stays to be chosen', () => {
  expect(daysFrom('2026-03-12', '2026-03-13').slice(0, 2)).toEqual(['2026-03-12', '2026-03-13'])
  expect(daysFrom('2026-03-12', '2026-03-01').slice(0, 2)).toEqual(['2026-03-01', '2026-03-12'])
  expect(daysFrom('2026-03-12', null)).toHaveLength(366)
})
