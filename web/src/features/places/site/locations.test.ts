import type { Location } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { below, inside, within } from './locations'

const location = (id: string, parentId: string | null = null) => ({ id, name: id, parentId, siteId: 's' }) as Location
const tree = within([location('Floor 10', 'House'), location('Floor 2', 'House'), location('House'), location('Room', 'Floor 2'), location('Lost', 'gone')])
const names = (parent: string | null) => below(tree, parent).nodes.map(({ name }) => name)

describe('the locations of a site', () => {
  it('stand in one another, in the order that people count', () => {
    expect(names('House')).toEqual(['Floor 2', 'Floor 10'])
    expect(names('Floor 2')).toEqual(['Room'])
  })
  it('stand at the top where their parent is not known', () => expect(names(null)).toEqual(['House', 'Lost']))
  it('hold nothing where nothing is', () => expect(names('Room')).toEqual([]))
  it('cannot go into themselves', () => expect([...inside(tree, 'House')].sort()).toEqual(['Floor 10', 'Floor 2', 'House', 'Room']))
})
