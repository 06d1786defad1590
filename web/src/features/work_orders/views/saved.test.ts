import type { SavedView } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { addressOf, alike, instead, kept } from './saved'

const view = { id: 'v1', filters: { status: ['new'], sort: '-dueAt', stray: 'x' } } as unknown as SavedView

describe('saved views', () => {
  it('keep filters and the way of showing, nothing else', () =>
    expect(kept({ status: 'new', group: 'site', view: 'v1', next: '/', overdue: false })).toEqual({ status: 'new', group: 'site' }))
  it('stand in the address with their name', () => expect(addressOf(view)).toEqual({ status: ['new'], sort: '-dueAt', view: 'v1' }))
  it('are the same in any order and however lists are written', () => {
    expect(alike({ status: ['new'], kind: ['a', 'b'], view: 'v1' }, { kind: ['b', 'a'], status: 'new' })).toBe(true)
    expect(alike({ status: ['new'] }, { status: ['new'], open: true })).toBe(false)
  })
  it('replace one another whole', () => {
    const change = instead({ open: true })
    expect(change).toMatchObject({ open: true, status: undefined, view: undefined, columns: undefined })
  })
})
