import { expect, it } from 'vitest'
import { changedOf } from './useRecordForm'

it('names what differs', () => expect(changedOf({ a: 1, b: ['x'], c: 'k' }, { a: 1, b: ['y'], c: 'k' })).toEqual({ b: ['y'] }))
it('takes an empty text for nothing, however deep', () => expect(changedOf({ a: '', b: { c: null } }, { a: null as string | null, b: { c: '' } } as never)).toEqual({}))
it('tells what was emptied', () => expect(changedOf({ a: 'x' as string | null }, { a: null })).toEqual({ a: null }))
