import { expect, it } from 'vitest'
import { numbersOf } from './answers'
import { sumOfLogs, wholeOfAssets } from './totals'

it('takes all assets for one: failures weigh by their number, not by asset', () => {
  const total = wholeOfAssets([
    { failures: 3, failuresUnrepaired: 1, operating: 900, unplannedDowntime: 100, mttr: 2 },
    { failures: 0, failuresUnrepaired: 0, operating: 1000, unplannedDowntime: 0, mttr: null },
  ])
  expect(total).toMatchObject({ failures: 3, mttr: 2, availabilityPercent: 95 })
  expect(total.mtbf).toBeCloseTo(1900 / 3)
})

it('has no mean without failures', () =>
  expect(wholeOfAssets([{ failures: 0, failuresUnrepaired: 0, operating: 10, unplannedDowntime: 0 }])).toMatchObject({ mtbf: null, mttr: null, availabilityPercent: 100 }))

it('adds money to the cent, and knows none when none was shown', () => {
  expect(sumOfLogs([{ cost: 0.1 }, { cost: 0.2 }]).cost).toBe(0.3)
  expect(sumOfLogs([{ cost: null, hours: 2 }])).toMatchObject({ cost: null, hours: 2 })
})

it('reads decimals that travel as text, keeps null, brings inner figures up', () =>
  expect(numbersOf({ unit: 'hours', hours: '1.5000', cost: null, timeToClose: { unit: 'days', median: 2.5, p90: null }, scheduleCompliancePercent: null })).toEqual({
    hours: 1.5, cost: null, median: 2.5, p90: null, schedulePercent: null,
  }))
