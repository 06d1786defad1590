import { describe, expect, it } from 'vitest'
import { fold, found, recentFirst } from './search.ts'

const things = [
  { id: '1', name: 'Bomba hidráulica', site: 'Río Norte' },
  { id: '2', name: 'Pump house', site: 'Mill Pond' },
  { id: '3', name: 'Well', site: 'Pump Street' },
]
const said = (thing: (typeof things)[number]) => `${thing.name} ${thing.site}`
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

describe('found', () => {
  it('takes no notice of accents and capitals', () => {
    expect(fold('Río ÑANDÚ')).toBe('rio nandu')
    expect(ids(found(things, 'HIDRAULICA', said))).toEqual(['1'])
    expect(ids(found(things, 'hidráulica', said))).toEqual(['1'])
  })
  it('wants every word, in any order', () => {
    expect(ids(found(things, 'norte bomba', said))).toEqual(['1'])
    expect(found(things, 'norte pump', said)).toEqual([])
  })
  it('puts what begins with it first', () => expect(ids(found([...things].reverse(), 'pump', said))).toEqual(['2', '3']))
  it('is all of them when nothing is typed', () => expect(found(things, '  ', said)).toBe(things))
})

describe('recentFirst', () => {
  it('keeps the order of choosing and shows nothing twice', () => {
    const { recent, rest } = recentFirst(things, ['3', 'gone', '1'])
    expect(ids(recent)).toEqual(['3', '1'])
    expect(ids(rest)).toEqual(['2'])
  })
})
