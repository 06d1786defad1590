import { expect, it } from 'vitest'
import { graticule } from './graticule'

it.each([0.01, 1, 40, 170])('draws a handful of lines over %d degrees', (span) => {
  const { coordinates } = graticule({ west: 0, east: span, south: 0, north: span / 2 })
  expect(coordinates.length).toBeGreaterThan(8)
  expect(coordinates.length).toBeLessThan(60)
})
