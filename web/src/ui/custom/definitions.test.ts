import type { CustomField } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { customPatch, fieldsOf } from './definitions'

describe('what is sent of custom values', () => {
  it('is only what differs', () => expect(customPatch({ a: 1, b: 'x' }, { a: 1, b: 'y' })).toEqual({ b: 'y' }))
  it('is null for what was emptied', () => expect(customPatch({ a: 'x', b: ['y'] }, { a: '', b: [] })).toEqual({ a: null, b: null }))
  it('leaves alone what never had a value, and boxes that were never ticked', () => expect(customPatch({}, { a: '', b: null, c: false })).toEqual({}))
  it('tells a box that was cleared', () => expect(customPatch({ a: true }, { a: false })).toEqual({ a: false }))
})

it('finds the fields of a record in their order, those of other types left out', () => {
  const field = (key: string, position: number, subtypeId: string | null = null, entity = 'asset') => ({ key, label: key, position, subtypeId, entity }) as CustomField
  const all = [field('b', 2), field('a', 1), field('v', 0, 'vehicle'), field('w', 0, null, 'site')]
  expect(fieldsOf(all, 'asset').map(({ key }) => key)).toEqual(['a', 'b'])
  expect(fieldsOf(all, 'asset', 'vehicle').map(({ key }) => key)).toEqual(['v', 'a', 'b'])
})
