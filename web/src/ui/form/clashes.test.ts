import { describe, expect, it } from 'vitest'
import { clashes, merged } from './clashes'
import { changedOf } from './useRecordForm'

const base = { title: 'Swing', priority: 'low', tags: ['a'], note: null }

describe('what two people changed at once', () => {
  it('clashes only where both gave a field different values', () => {
    const mine = { ...base, title: 'Swing loose', priority: 'high' }
    const theirs = { ...base, title: 'Swing broken', tags: ['a', 'b'] }
    expect(clashes(base, mine, theirs)).toEqual([
      { field: 'title', base: 'Swing', mine: 'Swing loose', theirs: 'Swing broken' },
    ])
  })
  it('does not clash where both did the same', () =>
    expect(clashes(base, { ...base, priority: 'high' }, { ...base, priority: 'high' })).toEqual([]))
  it('takes null and a missing value for the same', () =>
    expect(clashes(base, { ...base, note: undefined as never }, { ...base, title: 'x' })).toEqual([]))
})

describe('values within a field', () => {
  const was = { custom: { weather: 'dry', permit: null } }
  it('clash one by one', () => {
    expect(clashes(was, { custom: { weather: 'wet', permit: null } }, { custom: { weather: 'dry', permit: '7' } })).toEqual([])
    expect(clashes(was, { custom: { weather: 'wet' } }, { custom: { weather: 'ice' } })).toEqual([{ field: 'custom.weather', base: 'dry', mine: 'wet', theirs: 'ice' }])
  })
  it('are merged one by one', () =>
    expect(merged(was, { custom: { weather: 'wet', permit: null } }, { custom: { weather: 'dry', permit: '7' } })).toEqual({ custom: { weather: 'wet', permit: '7' } }))
})

describe('merging', () => {
  it('takes what only one of us changed', () =>
    expect(merged(base, { ...base, priority: 'high' }, { ...base, title: 'Swing broken' })).toEqual({ ...base, priority: 'high', title: 'Swing broken' }))
  it('leaves theirs where I said so', () =>
    expect(merged(base, { ...base, title: 'mine', priority: 'high' }, { ...base, title: 'theirs' }, new Set(['title']))).toEqual({ ...base, title: 'theirs', priority: 'high' }))
})

describe('the patch that is sent', () => {
  it('holds only what differs', () => expect(changedOf(base, { ...base, priority: 'high' })).toEqual({ priority: 'high' }))
  it('holds null for what was emptied', () =>
    expect(changedOf({ due: '2026-01-01' as string | null }, { due: null })).toEqual({ due: null }))
})
