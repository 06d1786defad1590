import { describe, expect, it } from 'vitest'
import { askedOf, spanOf, usualStep } from './asked'
import { FIGURES } from './figures'

const today = '2026-11-21'
const figure = (id: string) => FIGURES.find((each) => each.id === id)!

describe('a named span', () => {
  it('of twelve months holds twelve months, this one included', () => {
    expect(spanOf('12m', today, false)).toEqual({ from: '2025-12-01', to: today })
    expect(spanOf('12m', '2026-12-31', false).from).toBe('2026-01-01')
    expect(spanOf('12m', '2026-01-05', false).from).toBe('2025-02-01')
  })
  it('of thirty days holds thirty', () => expect(spanOf('30d', '2026-03-01', false)).toEqual({ from: '2026-01-31', to: '2026-03-01' }))
  it('last month ends with its last day', () => expect(spanOf('lastMonth', '2028-03-31', false)).toEqual({ from: '2028-02-01', to: '2028-02-29' }))
  it('all has no ends, unless the figure needs them', () => {
    expect(spanOf('all', today, false)).toEqual({})
    expect(spanOf('all', today, true)).toEqual({ from: '2000-01-01', to: today })
  })
})

it('longer spans are cut into longer steps', () =>
  expect([usualStep('30d', '2026-10-23', today), usualStep('12m', '2025-12-01', today), usualStep('5y', '2022-01-01', today), usualStep('all')]).toEqual(['day', 'month', 'quarter', 'year']))

describe('what the address asks', () => {
  it('is twelve months by month without a word', () => expect(askedOf({}, figure('volume'), today)).toMatchObject({ span: '12m', step: 'month', by: undefined, basis: 'reported' }))
  it('is not cut when it is grouped, unless it says so', () => {
    expect(askedOf({ by: 'site' }, figure('volume'), today).step).toBeUndefined()
    expect(askedOf({ by: 'site', cut: 'year' }, figure('volume'), today).step).toBe('year')
  })
  it('leaves out dimensions and steps that the figure does not know', () => {
    expect(askedOf({ by: 'crew' }, figure('plan-compliance'), today).by).toBeUndefined()
    expect(askedOf({ cut: 'month' }, figure('mtbf'), today)).toMatchObject({ step: undefined, by: 'asset' })
  })
  it('takes filters of one or several values', () =>
    expect(askedOf({ kind: 'corrective', siteId: ['a', 'b'], q: 'x' }, figure('volume'), today).filters).toEqual({ kind: ['corrective'], siteId: ['a', 'b'] }))
  it('gives a series both its ends', () => expect(askedOf({ from: '2020-01-01' }, figure('backlog-over-time'), today)).toMatchObject({ from: '2020-01-01', to: today }))
})
