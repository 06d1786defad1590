import { describe, expect, it } from 'vitest'
import { begin } from './drafts.ts'
import { correctionOf, costOf, type Entry, hoursOf, type Line, mayReverse, paired, reversalOf } from './reversing.ts'

const entry = (values: Partial<Entry> = {}): Entry => ({
  id: 'e', work_order_id: 'w', performed_on: '2026-11-20', staff_id: 'me', note: 'Noted', reverses_id: null, reason_id: null, created_at: 1, created_by: 'user', _status: 'synced', ...values,
})
const line = (values: Partial<Line> = {}): Line => ({
  id: 'l', log_entry_id: 'e', work_order_id: 'w', position: 0, kind: 'labour', quantity: 1.5, unit: 'hour', staff_id: 'me', equipment_asset_id: null, item: null, vendor: null,
  asset_id: 'a', task_code_id: null, gl_code_id: null, unit_cost: null, amount: null, _status: 'synced', _changed: '', ...values,
})
const lines = [line(), line({ id: 'm', position: 1, kind: 'material', quantity: 2, unit: 'piece', staff_id: null, item: 'Belt', unit_cost: '4.80', amount: '9.60' })]

describe('who may take back', () => {
  const own = { userId: 'user', may: (permission: string) => permission === 'logs:create' }
  const other = { ...own, userId: 'else' }
  const open = { status: 'in_progress' }
  it('whoever wrote it, and who may take back everything', () => {
    expect(mayReverse({ entry: entry(), reversal: undefined }, own, open)).toBe(true)
    expect(mayReverse({ entry: entry(), reversal: undefined }, other, open)).toBe(false)
    expect(mayReverse({ entry: entry(), reversal: undefined }, { ...other, may: (permission) => permission === 'logs:reverse' }, open)).toBe(true)
  })
  it('nobody twice, nobody a reversal, nobody what is frozen', () => {
    expect(mayReverse({ entry: entry(), reversal: entry({ id: 'r' }) }, own, open)).toBe(false)
    expect(mayReverse({ entry: entry({ reverses_id: 'x' }), reversal: undefined }, own, open)).toBe(false)
    expect(mayReverse({ entry: entry(), reversal: undefined }, own, { status: 'closed' })).toBe(false)
  })
})

it('a reversal brings every sum to nothing, on the same day', () => {
  const made = reversalOf(entry(), lines, { reason: ' Wrong job ', reasonId: 'x' }, 'user', 9)
  expect(made.entry).toMatchObject({ performed_on: '2026-11-20', reverses_id: 'e', note: 'Wrong job', reason_id: 'x', created_by: 'user' })
  const back = made.lines.map((each, place) => line({ ...each, id: String(place), log_entry_id: 'r' }))
  expect(hoursOf([...lines, ...back])).toBe(0)
  expect(costOf([...lines, ...back])).toBe(0)
  expect(made.lines.map(({ amount }) => amount)).toEqual([null, '-9.60'])
})

it('entries know what takes them back, newest first', () => {
  const all = paired([entry(), entry({ id: 'r', reverses_id: 'e', created_at: 2 })], [line({ position: 1 }), line({ id: 'k', position: 0 })])
  expect(all.map((each) => [each.entry.id, each.reversal?.id, each.original?.id])).toEqual([['r', undefined, 'e'], ['e', 'r', undefined]])
  expect(all[1]!.lines.map(({ id }) => id)).toEqual(['k', 'l'])
})

it('a correction says again what was said, shares put together', () => {
  const blank = begin({ entryId: 'n', workOrderId: 'w', today: '', assetIds: [], openTasks: 0, staffId: null })
  const shared = [line({ quantity: 0.75, task_code_id: 't' }), line({ id: 'l2', quantity: 0.75, asset_id: 'b', task_code_id: 't' }), lines[1]!]
  const draft = correctionOf(blank, { entry: entry(), lines: shared }, [{ id: 'task', task_code_id: 't' }], () => 'key')
  expect(draft).toMatchObject({
    performedOn: '2026-11-20', note: 'Noted', assetIds: ['a', 'b'], workers: [{ staffId: 'me', hours: '1.5' }], tasks: { task: { said: 'worked' } },
    items: [{ key: 'key', item: 'Belt', quantity: '2', unit: 'piece', unitCost: '4.80' }], corrects: { entryId: 'e', reason: '' },
  })
})

it('cost is unknown where money is hidden', () => expect(costOf([line()])).toBeUndefined())
