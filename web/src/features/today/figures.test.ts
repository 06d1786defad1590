import { beforeAll, describe, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { dueThisWeek, workFigures } from './figures'

beforeAll(() => takeManners({ zone: 'America/New_York' }))

const keys = (staffId: string | null, permissions: string[], household = false) =>
  workFigures({ staffId }, (...asked) => asked.every((each) => permissions.includes(each)), household, '2026-11-21').map(({ key }) => key)

describe('the figures of', () => {
  it('a supervisor are about everybody’s work', () =>
    expect(keys('s', ['work_orders:write', 'work_orders:approve', 'work_orders:close'])).toEqual(['mine', 'overdue', 'dueThisWeek', 'unassigned', 'toApprove', 'onHold', 'toReview']))
  it('a technician are about their own', () => {
    expect(keys('s', [])).toEqual(['mine', 'crews', 'overdue', 'dueThisWeek', 'onHold'])
    expect(workFigures({ staffId: 's' }, () => false, false, '2026-11-21').every(({ search }) => search.assigneeId === 'me' || search.crewId === 'mine')).toBe(true)
  })
  it('an auditor, who does no work, are about all of it', () => expect(keys(null, [])).toEqual(['overdue', 'dueThisWeek', 'onHold']))
})

it('a week is the tenant’s, over the change of clocks', () =>
  expect(dueThisWeek('2026-11-01')).toEqual({ dueFrom: '2026-10-26T04:00:00.000Z', dueTo: '2026-11-02T05:00:00.000Z' }))
