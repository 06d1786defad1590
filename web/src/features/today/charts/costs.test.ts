import type { CostRow } from '@fettle/client'
import { expect, it } from 'vitest'
import { costsOf } from './costs'

const row = (key: string | null, month: string, cost: string): CostRow =>
  ({ key, label: key, periodStart: `${month}-01`, periodEnd: `${month}-28`, figures: { cost, unit: 'USD', workOrders: 1, corrective: 0 } }) as CostRow

it('the dearest categories stand apart, the rest as one, nothing is lost', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key, at) => row(key, '2026-01', String(70 - at * 10)))
  const { periods, series } = costsOf([...rows, row(null, '2026-02', '500'), row('g', '2026-02', '5')])
  expect(series.map(({ label }) => label)).toEqual([null, 'a', 'b', 'c', 'd', undefined])
  expect(periods).toEqual([
    { at: '2026-01-01', last: '2026-01-28', c0: 0, c1: 70, c2: 60, c3: 50, c4: 40, rest: 60 },
    { at: '2026-02-01', last: '2026-02-28', c0: 500, c1: 0, c2: 0, c3: 0, c4: 0, rest: 5 },
  ])
})

it('one more category than fits is not hidden behind a rest of one', () =>
  expect(costsOf(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => row(key, '2026-01', '10'))).series).toHaveLength(6))
