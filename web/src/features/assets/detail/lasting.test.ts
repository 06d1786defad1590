import { describe, expect, it } from 'vitest'
import { spanOf } from './lasting'

describe('how long something lasted', () => {
  it('is split into days, hours and minutes', () =>
    expect(spanOf('2026-03-01T10:00:00Z', '2026-03-03T12:30:00Z')).toEqual({ days: 2, hours: 2, minutes: 30 }))
  it('goes on until now without an end', () =>
    expect(spanOf('2026-03-01T10:00:00Z', null, Date.parse('2026-03-01T10:45:00Z'))).toEqual({ days: 0, hours: 0, minutes: 45 }))
  it('is never less than nothing, whatever the clocks say', () =>
    expect(spanOf('2026-03-01T10:00:00Z', null, Date.parse('2026-03-01T09:59:00Z'))).toEqual({ days: 0, hours: 0, minutes: 0 }))
})
