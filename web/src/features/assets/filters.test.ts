import type { CustomField } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { customDefs, queryOf, settled } from './filters'

const field = (key: string, type: CustomField['type'], filterable = true) => ({ key, type, filterable, label: key, options: ['a', 'b'] }) as unknown as CustomField

describe('filters by custom fields', () => {
  it('are offered where there is something to choose', () =>
    expect(customDefs([field('funding', 'choice'), field('lit', 'boolean'), field('note', 'text'), field('hidden', 'choice', false)], 'Yes', 'No').map(({ key }) => key)).toEqual([
      'custom.funding', 'custom.lit',
    ]))
  it('are asked of the server as key and value', () =>
    expect(queryOf({ siteId: ['s'], 'custom.funding': ['a'], 'custom.lit': 'true' })).toEqual({ siteId: ['s'], custom: ['funding:a', 'lit:true'] }))
  it('say nothing when none is set', () => expect(queryOf({ q: 'pump' })).toEqual({ q: 'pump' }))
  it('hold one value of a field that has one', () => {
    const fields = [field('funding', 'choice'), field('open_to', 'choices')]
    expect(settled({ 'custom.funding': ['a', 'b'], 'custom.open_to': ['a', 'b'], status: ['x', 'y'] }, fields)).toEqual({
      'custom.funding': ['b'], 'custom.open_to': ['a', 'b'], status: ['x', 'y'],
    })
  })
})
