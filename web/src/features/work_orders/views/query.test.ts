import { beforeAll, describe, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { queryOf } from './query'

beforeAll(() => takeManners({ zone: 'America/New_York' }))

describe('the query behind an address', () => {
  it('makes lists of what stands there once', () => expect(queryOf({ status: 'new', siteId: ['a', 'b'] })).toEqual({ status: ['new'], siteId: ['a', 'b'] }))
  it('leaves out how it is shown', () => expect(queryOf({ sort: '-dueAt', group: 'status', view: 'x', columns: 'a,b' })).toEqual({}))
  it('tells open from done', () => {
    expect(queryOf({ open: true })).toEqual({ open: true })
    expect(queryOf({ open: 'false' })).toEqual({ open: false })
  })
  it.each([
    ['a Monday', '2026-03-09T12:00:00Z'],
    ['late on Sunday, when it is Monday in UTC', '2026-03-16T03:00:00Z'],
  ])('this week on %s goes from Monday to Monday where the tenant is, over the change of clocks', (_when, now) =>
    expect(queryOf({ dueThisWeek: true }, new Date(now))).toEqual({ dueFrom: '2026-03-09T04:00:00.000Z', dueTo: '2026-03-16T04:00:00.000Z' }))
})
