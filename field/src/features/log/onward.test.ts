import { describe, expect, it } from 'vitest'
import { choices, onwardOf, stillOpen, writtenFor } from './onward.ts'

const order = (status: string, started_at: number | null = null) => ({ status, started_at, occurrence_id: null })
const technician = (permission: string) => ['work_orders:work', 'work_orders:complete'].includes(permission)
const supervisor = () => true

describe('afterwards', () => {
  it.each([['approved', ['stay', 'in_progress', 'complete']], ['in_progress', ['stay', 'complete']], ['on_hold', ['stay', 'complete']], ['complete', ['stay']], ['new', ['stay']]] as const)('work that is %s', (status, expected) =>
    expect(choices(order(status), technician)).toEqual(expected))
  it('nothing moves for who may not', () => expect(choices(order('approved'), () => false)).toEqual(['stay']))
  it('new work is not approved in passing', () => expect(choices(order('new'), supervisor)).toEqual(['stay']))
  it('logged work has begun', () => {
    expect(onwardOf({ onward: null }, order('approved'), technician, 1)).toBe('in_progress')
    expect(onwardOf({ onward: null }, order('approved'), technician, 0)).toBe('stay')
    expect(onwardOf({ onward: 'stay' }, order('approved'), technician, 1)).toBe('stay')
    expect(onwardOf({ onward: 'in_progress' }, order('complete'), technician, 1)).toBe('stay')
  })
})

it('completing starts what has not begun', () => {
  expect(writtenFor(order('approved'), 'complete', technician, 7)).toMatchObject({ status: 'complete', started_at: 7, completed_at: 7 })
  expect(writtenFor(order('in_progress', 3), 'complete', technician, 7)).not.toHaveProperty('started_at')
  expect(writtenFor(order('in_progress', 3), 'stay', technician, 7)).toEqual({})
})

it('a task that was only worked on is still open', () => {
  const tasks = ['a', 'b', 'c'].map((id) => ({ id, title: id, required: true, status: 'open' }))
  expect(stillOpen(tasks, { tasks: { a: { said: 'done', result: '' }, b: { said: 'worked', result: '' } } }).map(({ id }) => id)).toEqual(['b', 'c'])
})
