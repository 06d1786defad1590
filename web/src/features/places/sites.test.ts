import { describe, expect, it } from 'vitest'
import { type Counted, found, inOrder, located } from './sites'

const site = (name: string, more: Partial<Counted> = {}) => ({ id: name, name, code: null, address: null, open: undefined, overdue: undefined, ...more }) as Counted
const names = (sites: Counted[]) => sites.map(({ name }) => name)
const all = [site('Mill Pond Park', { code: 'MPP', address: '240 Mill Street', open: 4 }), site('Café Área', { open: 9 }), site('Oak Street Playground')]

describe('looking for a site', () => {
  it('finds beginnings of words in name, code and address', () => {
    expect(names(found(all, 'mill po'))).toEqual(['Mill Pond Park'])
    expect(names(found(all, 'mpp'))).toEqual(['Mill Pond Park'])
    expect(names(found(all, 'stre'))).toEqual(['Mill Pond Park', 'Oak Street Playground'])
  })
  it('does not care for accents and case', () => expect(names(found(all, 'CAFE area'))).toEqual(['Café Área']))
  it('finds all without words', () => expect(found(all, ' ')).toHaveLength(3))
})

describe('the order', () => {
  it('is by name', () => expect(names(inOrder(all, 'name'))).toEqual(['Café Área', 'Mill Pond Park', 'Oak Street Playground']))
  it('is by a number, what is not known last', () => {
    expect(names(inOrder(all, '-open'))).toEqual(['Café Área', 'Mill Pond Park', 'Oak Street Playground'])
    expect(names(inOrder(all, 'open'))).toEqual(['Mill Pond Park', 'Café Área', 'Oak Street Playground'])
  })
})

describe('the map', () => {
  it('shows those whose place is known', () =>
    expect(located([site('a', { latitude: '41.5', longitude: '-73.9' }), site('b')]).map(({ name, at }) => [name, at])).toEqual([['a', { latitude: 41.5, longitude: -73.9 }]]))
})
