import { beforeAll, describe, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { cut, stepOf, within } from './periods'

beforeAll(() => takeManners({ zone: 'America/New_York' }))

describe('periods', () => {
  it('end today, today included', () => expect(cut('30', '2026-11-21')).toMatchObject({ from: '2026-10-23', to: '2026-11-21', fine: 'day' }))
  it('of a year begin with a whole month', () => expect(cut('365', '2026-11-21')).toMatchObject({ from: '2025-11-01', fine: 'month' }))
})

describe('the days of a step', () => {
  const period = { from: '2026-08-05', to: '2026-11-21' }
  it('are the week or month that ends there', () => {
    expect(stepOf('2026-10-04', 'week', period)).toEqual({ from: '2026-09-28', to: '2026-10-04' })
    expect(stepOf('2026-10-31', 'month', period)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
  })
  it('do not reach out of the period', () => {
    expect(stepOf('2026-08-09', 'week', period).from).toBe('2026-08-05')
    expect(stepOf('2026-11-30', 'month', period).to).toBe('2026-11-21')
  })
  it('are instants of the tenant’s zone in lists, over the change of clocks', () =>
    expect(within('due', { from: '2026-10-26', to: '2026-11-01' })).toEqual({ dueFrom: '2026-10-26T04:00:00.000Z', dueTo: '2026-11-02T05:00:00.000Z' }))
})
