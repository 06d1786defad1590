import { describe, expect, it } from 'vitest'
import { pathText, placesOf } from './tree.ts'

const sites = [
  { id: 's2', name: 'Quarry' },
  { id: 's1', name: 'Mill Pond' },
]
const at = (id: string, name: string, site_id: string, parent_id: string | null = null) => ({ id, name, site_id, parent_id })

describe('placesOf', () => {
  it('goes from the outside in, by name', () => {
    const places = placesOf(sites, [at('l3', 'Cellar', 's1', 'l1'), at('l1', 'Pump house', 's1'), at('l2', 'Lawn', 's1')])
    expect(places.map(pathText)).toEqual(['Mill Pond', 'Mill Pond › Lawn', 'Mill Pond › Pump house', 'Mill Pond › Pump house › Cellar', 'Quarry'])
    expect(places[3]).toMatchObject({ siteId: 's1', locationId: 'l3' })
  })
  it('keeps a location whose parent is not here', () => {
    expect(placesOf(sites, [at('l1', 'Cellar', 's2', 'gone')]).map(pathText)).toContain('Quarry › Cellar')
  })
  it('survives a location that is in itself', () => {
    expect(placesOf(sites, [at('l1', 'Loop', 's2', 'l1')]).map(pathText)).toContain('Quarry › Loop')
  })
})
