import type { AllowedTransition, WorkOrderTask } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { nextOf, swapped, takesChange, unanswered, used } from './rules'

const move = (verb: AllowedTransition['verb'], toStatus: AllowedTransition['toStatus']): AllowedTransition => ({ verb, toStatus })
const task = (id: string, more: Partial<WorkOrderTask> = {}): WorkOrderTask => ({ id, workOrderId: 'w', title: id, position: 0, ...more })

describe('the next step', () => {
  it('goes onward, not aside', () => {
    const { next, others } = nextOf([move('hold', 'on_hold'), move('cancel', 'cancelled'), move('complete', 'complete')])
    expect(next?.verb).toBe('complete')
    expect(others.map(({ verb }) => verb)).toEqual(['hold', 'cancel'])
  })
  it('is none where only ways aside are left', () => expect(nextOf([move('cancel', 'cancelled')]).next).toBeUndefined())
  it('is none at the end', () => expect(nextOf(undefined)).toEqual({ next: undefined, others: [] }))
})

it('keeps what is settled from changing', () => {
  expect(takesChange({ status: 'in_progress' }, 'title')).toBe(true)
  expect(takesChange({ status: 'complete' }, 'title')).toBe(false)
  expect(takesChange({ status: 'complete' }, 'problemCodeId')).toBe(true)
  expect(takesChange({ status: 'closed' }, 'problemCodeId')).toBe(false)
  expect(takesChange({ status: 'closed' }, 'reference')).toBe(true)
})

it('asks only for required tasks that nobody answered', () =>
  expect(unanswered([task('a', { required: true }), task('b', { required: true, status: 'failed' }), task('c')]).map(({ id }) => id)).toEqual(['a']))

it('tells what share of a plan is used, and nothing where there was none', () => {
  expect(used('1.5', '3.0')).toBe(50)
  expect(used('1.5', null)).toBeUndefined()
  expect(used('1.5', '0')).toBeUndefined()
})

describe('moving a task', () => {
  const tasks = [task('a', { position: 0 }), task('b', { position: 4 }), task('c', { position: 4 })]
  it('changes its place with its neighbour', () =>
    expect(swapped(tasks, 'a', 1)?.map(({ task: { id }, position }) => [id, position])).toEqual([['a', 4], ['b', 0]]))
  it('parts positions that are alike', () => expect(swapped(tasks, 'b', 1)?.map(({ task: { id }, position }) => [id, position])).toEqual([['b', 2], ['c', 1]]))
  it('ends at the ends', () => expect(swapped(tasks, 'a', -1)).toBeUndefined())
})
