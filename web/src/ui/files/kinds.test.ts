import type { FileView } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { mediaTypeOf, pairs, usualRole } from './kinds'

const file = (id: string, pairedWithId: string | null = null) => ({ id, pairedWithId }) as FileView
const ids = (made: ReturnType<typeof pairs>) => made.map(([one, other]) => [one?.id, other?.id])

describe('pictures before and after', () => {
  it('stand beside the one they are paired with', () =>
    expect(ids(pairs([file('a'), file('b')], [file('x', 'b'), file('y')]))).toEqual([['a', 'y'], ['b', 'x']]))
  it('stand in their order otherwise', () => expect(ids(pairs([file('a')], [file('x'), file('y')]))).toEqual([['a', 'x'], [undefined, 'y']]))
  it('may miss their partner', () => expect(ids(pairs([file('a')], []))).toEqual([['a', undefined]]))
})

describe('the type of a file', () => {
  it('is found by its name where the browser knows none', () => expect(mediaTypeOf({ name: 'IMG.HEIC', type: '' })).toBe('image/heic'))
  it('is what the browser says otherwise', () => expect(mediaTypeOf({ name: 'a.png', type: 'image/png' })).toBe('image/png'))
  it('says whether it is a photo or a document', () => {
    expect(usualRole({ name: 'a.heic', type: '' })).toBe('detail')
    expect(usualRole({ name: 'a.pdf', type: 'application/pdf' })).toBe('document')
  })
})
