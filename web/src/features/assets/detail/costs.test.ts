import type { CostRow } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { cumulative, kindsIn, spentBy } from './costs'

const row = (periodStart: string, cost: string, key = 'labour') => ({ key, label: key, periodStart, figures: { cost, unit: 'USD', workOrders: 1, corrective: 0 } }) as CostRow

describe('costs over the life of an asset', () => {
  it('have a row for each month, also where nothing was spent', () =>
    expect(spentBy([row('2025-12-01', '10'), row('2026-02-01', '5')], 'month').map(({ at, inAll }) => [at, inAll])).toEqual([
      ['2025-12-01', 10], ['2026-01-01', 0], ['2026-02-01', 5],
    ]))
  it('step by quarters and years', () => {
    expect(spentBy([row('2025-10-01', '1'), row('2026-04-01', '1')], 'quarter').map(({ at }) => at)).toEqual(['2025-10-01', '2026-01-01', '2026-04-01'])
    expect(spentBy([row('2024-01-01', '1'), row('2026-01-01', '1')], 'year')).toHaveLength(3)
  })
  it('can cover the periods of others', () =>
    expect(spentBy([row('2026-01-01', '1')], 'month', [row('2026-01-01', '1'), row('2026-03-01', '2')]).map(({ inAll }) => inAll)).toEqual([1, 0, 0]))
  it('are told apart by kind', () => {
    const rows = spentBy([row('2026-01-01', '10'), row('2026-01-01', '2.5', 'material')], 'month')
    expect(rows).toMatchObject([{ inAll: 12.5, labour: 10, material: 2.5, contract: 0 }])
    expect(kindsIn(rows)).toEqual(['labour', 'material'])
  })
  it('add up, reversals included', () =>
    expect(cumulative(spentBy([row('2026-01-01', '10'), row('2026-02-01', '-4')], 'month'))).toEqual([{ at: '2026-01-01', sum: 10 }, { at: '2026-02-01', sum: 6 }]))
  it('are nothing without costs', () => expect(spentBy([], 'month')).toEqual([]))
})
