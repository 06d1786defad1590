import { describe, expect, it } from 'vitest'
import { difference, grouped } from './groups'

const codes = (...all: string[]) => all.map((code) => ({ code }))

describe('grouped', () => {
  it('puts permissions under their groups, in the order of the screens', () => {
    expect(grouped(codes('tenant:write', 'logs:read', 'work_orders:read'))).toEqual([
      { key: 'work', permissions: codes('work_orders:read', 'logs:read') },
      { key: 'setup', permissions: codes('tenant:write') },
    ])
  })
  it('shows what it does not know at the end rather than not at all', () => {
    expect(grouped(codes('drones:fly', 'logs:read')).at(-1)).toEqual({ key: 'other', permissions: codes('drones:fly') })
  })
})

describe('difference', () => {
  it('tells what is lost and gained', () => {
    expect(difference(['a', 'b'], ['b', 'c'])).toEqual({ lost: ['a'], gained: ['c'] })
  })
  it('is empty for the same in another order', () => {
    expect(difference(['a', 'b'], ['b', 'a'])).toEqual({ lost: [], gained: [] })
  })
})
