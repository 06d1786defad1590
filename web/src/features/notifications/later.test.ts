import { afterEach, expect, it } from 'vitest'
import { takeManners } from '@/lib/format'
import { later } from './later'

afterEach(() => takeManners({ zone: 'UTC' }))

const at = (now: string) => Object.fromEntries(later(new Date(now)).map(({ key, until }) => [key, until]))

it('counts days in the tenant’s zone, over the change of clocks', () => {
  takeManners({ zone: 'America/New_York' })
  // Saturday evening there, Sunday already in UTC; the clocks go back that night.
  expect(at('2026-11-01T01:30:00Z')).toEqual({
    hour: '2026-11-01T02:30:00.000Z',
    tomorrow: '2026-11-01T13:00:00.000Z',
    monday: '2026-11-02T13:00:00.000Z',
  })
})

it('means the next Monday on a Monday', () => {
  takeManners({ zone: 'UTC' })
  expect(at('2026-11-23T09:00:00Z').monday).toBe('2026-11-30T08:00:00.000Z')
})
