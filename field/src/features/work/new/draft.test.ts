import { expect, it } from 'vitest'
import { beginNew, keyOf, NEW, paramsOf, readNew, recordOf } from './draft.ts'

const writer = { userId: 'u', staffId: 's', now: 1000, endOfDay: (days: number) => days * 10 }

it('keeps a draft for each thing that it is about', () => {
  for (const from of [{}, { assetId: 'a1' }, { followUpOf: 'w1' }, { siteId: 's1' }, { siteId: 's1', locationId: 'l1' }]) expect(paramsOf(keyOf(from))).toEqual(from)
  expect(keyOf({})).toBe(NEW)
})

it('begins with the place of the asset, or of the work that it follows', () => {
  expect(beginNew({ asset: { id: 'a', site_id: 's', location_id: 'l' }, approves: false, mine: true })).toMatchObject({ assetIds: ['a'], siteId: 's', locationId: 'l', approve: false })
  expect(beginNew({ followed: { title: 'Pump', site_id: 's', location_id: null, priority: 'high' }, followedAssets: ['a', 'b'], approves: true, mine: false })).toMatchObject({ title: 'Pump', priority: 'high', assetIds: ['a', 'b'] })
})

it('begins at the place whose label was scanned', () =>
  expect(beginNew({ place: { siteId: 's', locationId: 'l' }, approves: false, mine: true })).toMatchObject({ assetIds: [], siteId: 's', locationId: 'l' }))

it('is read back only if it is whole', () => {
  const draft = beginNew({ approves: false, mine: true })
  expect(readNew(JSON.stringify(draft))).toEqual(draft)
  expect(readNew('{"version":2}')).toBeUndefined()
  expect(readNew('{')).toBeUndefined()
})

it('becomes a record that needs a title only', () => {
  const draft = { ...beginNew({ approves: false, mine: true }), title: ' Leak ', dueIn: 2 }
  expect(recordOf(draft, null, writer)).toMatchObject({ title: 'Leak', description: null, status: 'new', assignee_id: 's', due_at: 20, follow_up_of_id: null, created_by: 'u' })
  expect(recordOf({ ...draft, approve: true, mine: false }, { id: 'w', problem_code_id: 'p' }, writer)).toMatchObject({ status: 'approved', assignee_id: null, follow_up_of_id: 'w', problem_code_id: 'p' })
})
