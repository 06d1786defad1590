import { expect, it } from 'vitest'
import { begin, withItem, withMachine, withMoreHours, withTask, withWorker } from './drafts.ts'
import { linesOf, moneyOf } from './lines.ts'

const blank = begin({ entryId: 'e', workOrderId: 'w', today: '2026-11-21', assetIds: ['a'], openTasks: 1, staffId: 'me' })
const item = { key: 'k', kind: 'material' as const, item: ' Belt ', vendor: '', quantity: '2', unit: '', unitCost: '4,8', assetId: 'a' }

it('nothing said is no line', () => expect(linesOf(blank, [], new Set())).toEqual([]))

it('hours go to the asset, and to the task that was worked on', () => {
  const draft = withTask(withMoreHours(blank, 'me', 1.5), 't', { said: 'worked', result: '' })
  const lines = linesOf(draft, [{ id: 't', assetId: null, taskCodeId: 'code' }], new Set(['code']))
  expect(lines).toEqual([expect.objectContaining({ kind: 'labour', quantity: 1.5, unit: 'hour', staff_id: 'me', asset_id: 'a', task_code_id: 'code', unit_cost: null })])
})

it('a code out of use, and a task that was left out, count for nothing', () => {
  const draft = withTask(withTask(withMoreHours(blank, 'me', 1), 't', { said: 'done', result: '' }), 'u', { said: 'skipped', result: '' })
  const tasks = [{ id: 't', assetId: null, taskCodeId: 'old' }, { id: 'u', assetId: 'b', taskCodeId: 'code' }]
  expect(linesOf(draft, tasks, new Set(['code'])).map((line) => [line.asset_id, line.task_code_id])).toEqual([['a', null]])
})

it('people, things and machines are lines of their own', () => {
  const draft = withMachine(withItem(withWorker(withMoreHours(blank, 'me', 2), 'you'), item), 'digger', '1')
  const lines = linesOf(draft, [], new Set())
  expect(lines.map(({ kind, quantity }) => [kind, quantity])).toEqual([['labour', 2], ['labour', 2], ['material', 2], ['equipment', 1]])
  expect(lines[2]).toMatchObject({ item: 'Belt', unit: 'each', unit_cost: '4.80', vendor: null })
  expect(lines[3]).toMatchObject({ equipment_asset_id: 'digger', asset_id: 'a', unit: 'hour' })
})

it('money has two places', () => expect(['5', '4.8', '', 'x'].map(moneyOf)).toEqual(['5.00', '4.80', null, null]))
