import type { BulkResult, WorkOrderRow } from '@fettle/client'
import { expect, it } from 'vitest'
import { undoing } from './undoing'

const rows = [
  { id: 'a', assigneeId: 'x', crewId: 'k' },
  { id: 'b', assigneeId: 'x' },
  { id: 'c' },
  { id: 'd', assigneeId: 'x' },
] as WorkOrderRow[]
const result = { changed: 3, refused: 1, outcomes: rows.map(({ id }) => ({ id, ok: id !== 'd' })) } as BulkResult

it('brings back what each had, together for those that had the same, and leaves what was refused', () =>
  expect(undoing(rows, { action: 'assign', assigneeId: 'z' }, result)).toEqual([
    { action: 'assign', ids: ['a', 'b'], assigneeId: 'x' },
    { action: 'assign', ids: ['c'], assigneeId: null },
  ]))

it('has nothing for what cannot be taken back', () => expect(undoing(rows, { action: 'close' }, result)).toEqual([]))
