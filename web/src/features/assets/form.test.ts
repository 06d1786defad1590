import type { AssetDetail } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { bodyOf, valuesOf } from './form'

const pump = { id: 'p', name: 'Pump', assetTypeId: 'equipment', siteId: 's', number: null, custom: { a: 1 } } as unknown as AssetDetail

describe('the form of an asset', () => {
  it('begins with what a new one usually is', () =>
    expect(valuesOf(undefined, { assetTypeId: 'equipment', siteId: 's' })).toMatchObject({
      name: '', assetTypeId: 'equipment', siteId: 's', status: 'in_service', criticality: 'medium', tagIds: [], custom: {},
    }))
  it('begins with what is known of an old one', () => expect(valuesOf(pump)).toMatchObject({ name: 'Pump', number: null, custom: { a: 1 } }))
})

describe('what is sent', () => {
  it('leaves out of a new asset what is not known', () =>
    expect(bodyOf({ ...valuesOf(undefined, { assetTypeId: 'e' }), name: 'Pump', siteId: 's' })).toEqual({
      name: 'Pump', assetTypeId: 'e', siteId: 's', status: 'in_service', criticality: 'medium', tagIds: [], custom: {},
    }))
  it('empties what was emptied', () => expect(bodyOf({ number: null }, pump)).toEqual({ number: null }))
  it('names of the custom values only those that changed', () =>
    expect(bodyOf({ custom: { a: 1, b: 2 } }, pump)).toEqual({ custom: { b: 2 } }))
  it('never moves an old asset', () => expect(bodyOf({ name: 'Pump', siteId: 'x', parentId: null }, pump)).toEqual({ name: 'Pump' }))
})
