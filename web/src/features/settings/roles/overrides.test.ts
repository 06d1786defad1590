import { describe, expect, it } from 'vitest'
import { applied, holds, toggled } from './overrides'

const role = { id: 'r', permissions: ['a', 'b'] }

describe('toggling the matrix', () => {
  it('shows what was toggled', () => {
    const once = toggled(role, 'c', {})
    expect(holds(role, 'c', once)).toBe(true)
    expect(holds(role, 'a', once)).toBe(true)
  })
  it('forgets a toggle that was taken back', () => {
    expect(toggled(role, 'a', toggled(role, 'a', {}))).toEqual({})
  })
  it('keeps other roles as they are', () => {
    expect(toggled(role, 'a', { s: { x: true } })).toEqual({ s: { x: true }, r: { a: false } })
  })
  it('saves on top of what somebody else changed meanwhile', () => {
    const mine = toggled(role, 'c', toggled(role, 'a', {}))
    expect(applied({ id: 'r', permissions: ['a', 'b', 'd'] }, mine)).toEqual(['b', 'c', 'd'])
  })
})
