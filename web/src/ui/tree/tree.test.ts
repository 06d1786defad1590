import { describe, expect, it } from 'vitest'
import { isBranch, linesOf, stepOf, typedAhead } from './tree'

const parts: Record<string, string[]> = { '': ['Boiler', 'Pool'], Pool: ['Pump', 'Filter'], Pump: ['Motor'] }
const below = (parent: string | null) => (parts[parent ?? ''] ? { nodes: parts[parent ?? '']! } : undefined)
const lines = (...open: string[]) => linesOf(below, (name) => name, new Set(open))
const said = (...open: string[]) => lines(...open).map((line) => (isBranch(line) ? `${line.level} ${line.id} ${line.at}/${line.of}` : `${line.level} …`))

describe('the lines of a tree', () => {
  it('are its roots while nothing is open', () => expect(said()).toEqual(['1 Boiler 1/2', '1 Pool 2/2']))
  it('go down where it is open', () =>
    expect(said('Pool', 'Pump')).toEqual(['1 Boiler 1/2', '1 Pool 2/2', '2 Pump 1/2', '3 Motor 1/1', '2 Filter 2/2']))
  it('do not show what is open below something closed', () => expect(said('Pump')).toEqual(['1 Boiler 1/2', '1 Pool 2/2']))
  it('keep a place for what is not read yet', () => expect(said('Boiler')).toEqual(['1 Boiler 1/2', '2 …', '1 Pool 2/2']))
  it('say that they do not know how many siblings there are while there are more', () =>
    expect(linesOf(() => ({ nodes: ['a'], more: true }), (name) => name, new Set())).toEqual([
      { id: 'a', node: 'a', level: 1, parent: null, at: 1, of: -1, open: false },
      { more: null, level: 1 },
    ]))
})

describe('keys', () => {
  const seen = lines('Pool', 'Pump')
  const cases: Array<[string, string, boolean, unknown]> = [
    ['ArrowDown', 'Pool', false, { go: 'Pump' }],
    ['ArrowDown', 'Filter', true, { go: 'Filter' }],
    ['ArrowUp', 'Pool', false, { go: 'Boiler' }],
    ['Home', 'Motor', true, { go: 'Boiler' }],
    ['End', 'Boiler', true, { go: 'Filter' }],
    ['ArrowRight', 'Boiler', false, { open: true }],
    ['ArrowRight', 'Pool', false, { go: 'Pump' }],
    ['ArrowRight', 'Motor', true, undefined],
    ['ArrowLeft', 'Pool', false, { open: false }],
    ['ArrowLeft', 'Motor', true, { go: 'Pump' }],
    ['ArrowLeft', 'Boiler', true, undefined],
    ['q', 'Boiler', true, undefined],
  ]
  it.each(cases)('%s on %s', (key, id, leaf, step) => expect(stepOf(key, seen, id, leaf)).toEqual(step))
})

describe('typing ahead', () => {
  const seen = lines('Pool', 'Pump')
  const name = (node: string) => node
  it('goes to the next one that begins so', () => expect(typedAhead(seen, 'Pool', 'p', name)).toBe('Pump'))
  it('goes round', () => expect(typedAhead(seen, 'Pump', 'p', name)).toBe('Pool'))
  it('stays while more is typed that still fits', () => expect(typedAhead(seen, 'Pump', 'pu', name)).toBe('Pump'))
  it('finds nothing where nothing fits', () => expect(typedAhead(seen, 'Pump', 'x', name)).toBeUndefined())
})
