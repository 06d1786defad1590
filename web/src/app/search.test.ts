import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from './search'

describe('what stands in the address', () => {
  it.each([
    [{ status: ['new', 'approved'], q: 'swing & slide' }],
    [{ overdue: true, siteId: 'a' }],
    [{ q: 'true' }],
    [{ dueFrom: '2026-03-01T05:00:00.000Z' }],
    [{}],
  ])('%o comes back as it was', (search) => expect(parseSearch(stringifySearch(search))).toEqual(search))
  it('leaves out what says nothing', () => expect(stringifySearch({ q: '', site: undefined, on: null })).toBe(''))
  it('repeats a name for each value', () => expect(stringifySearch({ a: ['x', 'y'] })).toBe('?a=x&a=y'))
})
