import { expect, it } from 'vitest'
import { suggestions } from './suggestions.ts'

const plan = JSON.stringify([{ item: 'Filter', unit: 'each', quantity: '8', partNumber: null }])
const used = [{ item: 'filter', unit: 'piece', unit_cost: '3.00' }, { item: 'Belt', unit: 'piece', unit_cost: null }]

it('what is planned comes first, nothing twice', () =>
  expect(suggestions(plan, used, [])).toEqual([
    { item: 'Filter', unit: 'each', quantity: '8', unitCost: '', planned: true },
    { item: 'Belt', unit: 'piece', quantity: '', unitCost: '', planned: false },
  ]))
it('what is in the draft is not offered again', () => expect(suggestions(plan, used, [{ item: 'BELT' }]).map(({ item }) => item)).toEqual(['Filter']))
it('lives with any plan', () => {
  for (const text of [null, '', '{', '{}', '[1,{"unit":"x"}]']) expect(suggestions(text, [], [])).toEqual([])
})
