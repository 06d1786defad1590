import type { WorkOrderTemplate } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { bodyOf, EMPTY, filledBy, fromPath, next } from './values'

describe('what is sent for a new work order', () => {
  it('is a title alone when that is all that was said', () => expect(bodyOf({ ...EMPTY, title: ' Fix the gate ' })).toEqual({ title: 'Fix the gate' }))
  it('is whatever was said besides', () =>
    expect(bodyOf({ ...EMPTY, title: 'x', assetIds: ['a'], priority: 'high', approve: true, custom: { shade: 'green', none: '' } })).toEqual({
      title: 'x', assetIds: ['a'], priority: 'high', approve: true, custom: { shade: 'green' },
    }))
})

describe('a template', () => {
  const mowing = { title: 'Mow', description: 'All of it', priority: 'low', kind: 'preventive', estimatedHours: '2' } as WorkOrderTemplate
  it('fills what is empty, and nothing that was typed', () => {
    const filled = filledBy({ ...EMPTY, title: 'Mow the north field' }, mowing)
    expect(filled).toEqual({ description: 'All of it', priority: 'low', kind: 'preventive', estimatedHours: '2' })
  })
  it('gives way to the next one', () => {
    const hedges = { title: 'Cut hedges', priority: 'medium' } as WorkOrderTemplate
    expect(filledBy({ ...EMPTY, title: 'Mow', priority: 'low', estimatedHours: '2' }, hedges, mowing)).toMatchObject({ title: 'Cut hedges', priority: 'medium', estimatedHours: null })
  })
})

it('the next one keeps place and hands', () =>
  expect(next({ ...EMPTY, title: 'a', siteId: 's', assigneeId: 'p', description: 'd' })).toEqual({ ...EMPTY, siteId: 's', assigneeId: 'p' }))

it('takes the asset or site of the screen behind', () => {
  const id = '01a1fefd-648f-7689-bbd8-bf3adba8f1f0'
  expect(fromPath(`/assets/${id}`)).toEqual({ assetIds: [id] })
  expect(fromPath(`/sites/${id}`)).toEqual({ siteId: id })
  expect(fromPath('/assets/compare')).toEqual({})
  expect(fromPath(`/plans/${id}`)).toEqual({})
})
