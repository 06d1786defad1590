import { beforeAll, describe, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { back, beside, byDay, changed, type Entry, firstDay, isWholeDay, lastDay, movedTo } from './entries'

beforeAll(() => takeManners({ zone: 'America/New_York' }))

const entry = (given: Partial<Entry>): Entry => ({ type: 'work_order', id: 'w', title: 'Mow', status: 'approved', timeZone: 'America/New_York', version: 1, ...given })
const at = (startsAt: string, endsAt: string, title = 'Mow') => entry({ startsAt, endsAt, title })
/** From 9 to 11 on Thursday, 5 November 2026. */
const morning = at('2026-11-05T14:00:00Z', '2026-11-05T16:00:00Z')

describe('where an entry stands', () => {
  it('on the day of the tenant, not of UTC', () => expect(firstDay(at('2026-11-06T03:00:00Z', '2026-11-06T04:00:00Z'))).toBe('2026-11-05'))
  it('not on the day at whose midnight it ends', () => expect(lastDay(at('2026-11-05T14:00:00Z', '2026-11-06T05:00:00Z'))).toBe('2026-11-05'))
  it('on its due day as a whole day', () => expect(isWholeDay(entry({ on: '2026-11-05' }))).toBe(true))
  it('on each of the days that it lasts', () => {
    const long = at('2026-11-05T14:00:00Z', '2026-11-07T16:00:00Z')
    const days = byDay([long], ['2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07', '2026-11-08'])
    expect([...days.values()].map((list) => list.length)).toEqual([0, 1, 1, 1, 0])
  })
})

describe('moving an entry', () => {
  it('keeps the hour on the clock over the end of daylight saving, and the length', () =>
    expect(movedTo(at('2026-10-30T13:00:00Z', '2026-10-30T15:30:00Z'), { day: '2026-11-02' })).toEqual({
      scheduledStart: '2026-11-02T14:00:00.000Z',
      scheduledEnd: '2026-11-02T16:30:00.000Z',
    }))
  it('to an hour', () => expect(movedTo(morning, { day: '2026-11-05', minute: 13 * 60 + 15 }).scheduledStart).toBe('2026-11-05T18:15:00.000Z'))
  it('that is only due gives it a morning and leaves its end to the estimate', () =>
    expect(movedTo(entry({ on: '2026-11-05', dueAt: '2026-11-06T05:00:00Z' }), { day: '2026-11-09' })).toEqual({ scheduledStart: '2026-11-09T13:00:00.000Z' }))
  it('taken up on its second day moves it as far as it was dragged', () =>
    expect(movedTo(at('2026-11-05T14:00:00Z', '2026-11-07T16:00:00Z'), { day: '2026-11-08' }, '2026-11-06').scheduledStart).toBe('2026-11-07T14:00:00.000Z'))
  it('is shown at once, as long as its estimate', () =>
    expect(changed(entry({ on: '2026-11-05', estimatedHours: '2.5' }), { scheduledStart: '2026-11-09T13:00:00.000Z' })).toMatchObject({ on: null, endsAt: '2026-11-09T15:30:00.000Z' }))
  it('is taken back to where it was', () => {
    expect(back(morning, { scheduledStart: 'x' })).toEqual({ scheduledStart: morning.startsAt, scheduledEnd: morning.endsAt })
    expect(back(entry({ on: '2026-11-05' }), { scheduledStart: 'x', assigneeId: 'p' })).toEqual({ scheduledStart: null, scheduledEnd: null, assigneeId: null })
  })
})

describe('entries of one day', () => {
  it('stand beside one another only where they overlap', () => {
    const placed = beside([
      at('2026-11-05T14:00:00Z', '2026-11-05T16:00:00Z', 'a'),
      at('2026-11-05T15:00:00Z', '2026-11-05T17:00:00Z', 'b'),
      at('2026-11-05T16:00:00Z', '2026-11-05T18:00:00Z', 'c'),
      at('2026-11-05T19:00:00Z', '2026-11-05T20:00:00Z', 'd'),
    ])
    expect(placed.map(({ entry: { title }, column, columns }) => [title, column, columns])).toEqual([['a', 0, 2], ['b', 1, 2], ['c', 0, 2], ['d', 0, 1]])
  })
  it('are tall enough to read, and end at midnight', () => {
    expect(beside([at('2026-11-05T14:00:00Z', '2026-11-05T14:05:00Z')])[0]!.length).toBe(30)
    expect(beside([at('2026-11-06T04:00:00Z', '2026-11-06T09:00:00Z')])[0]).toMatchObject({ top: 23 * 60, length: 60 })
  })
})
