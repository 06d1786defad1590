import { describe, expect, it } from 'vitest'
import { changedIn, tellingFields } from './fields'

describe('changedIn', () => {
  it('leaves nothing out that differs, and puts what only names the record last', () => {
    expect(changedIn({ before: { version: 1, title: 'a' }, after: { version: 2, title: 'b', note: 'x' } }).map(({ field }) => field)).toEqual(['title', 'note', 'version'])
  })
  it('does not tell null from absent', () => expect(changedIn({ before: {}, after: { note: null } })).toEqual([]))
  it('tells custom values one by one', () => {
    expect(changedIn({ before: { custom: { fuel: 'diesel', seats: 2 } }, after: { custom: { fuel: 'electric', seats: 2 } } })).toEqual([{ field: 'custom.fuel', before: 'diesel', after: 'electric' }])
  })
  it('names what tells something in one line', () => expect(tellingFields({ before: { version: 1 }, after: { version: 2, title: 'b' } })).toEqual(['title']))
})
