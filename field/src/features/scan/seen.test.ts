import { expect, it } from 'vitest'
import { fresh, GONE } from './seen.ts'

it('a code counts once while it is in sight', () => {
  expect(fresh(undefined, { text: 'a', at: 0 })).toBe(true)
  expect(fresh({ text: 'a', at: 0 }, { text: 'a', at: 300 })).toBe(false)
  expect(fresh({ text: 'a', at: 0 }, { text: 'b', at: 300 })).toBe(true)
  expect(fresh({ text: 'a', at: 0 }, { text: 'a', at: GONE + 1 })).toBe(true)
})
