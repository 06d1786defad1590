import type { WorkOrderRow } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { needsOf } from './needs'

const row = (id: string, given: Partial<WorkOrderRow> = {}) => ({ id, status: 'approved', dueAt: '2026-11-21T12:00:00Z', ...given }) as WorkOrderRow

describe('what needs a person', () => {
  it('stands there once, for its weightiest reason', () => {
    const late = row('a', { overdue: true })
    expect(needsOf({ mine: [late], overdue: [late] }, 9)).toEqual([{ row: late, reason: 'overdueMine' }])
  })
  it('comes in the order of reasons, then by when it is due', () =>
    expect(
      needsOf({ mine: [row('m')], review: [row('late', { dueAt: '2026-11-25T12:00:00Z' }), row('early')], urgent: [row('u')] }, 9).map(({ row: { id } }) => id),
    ).toEqual(['u', 'early', 'late', 'm']))
  it('leaves room for other reasons when one has many', () => {
    const many = Array.from({ length: 9 }, (_, at) => row(`o${at}`))
    const shown = needsOf({ overdue: many, review: [row('r')] }, 6)
    expect(shown.map(({ reason }) => reason)).toEqual(['overdue', 'overdue', 'overdue', 'overdue', 'overdue', 'review'])
  })
})
