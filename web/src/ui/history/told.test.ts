import type { Event } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { deedsOf, nameOf, rowsOf } from './told'

let ord = 0
const event = (type: string, before: object, after: object, more: Partial<Event> = {}): Event =>
  ({ id: `${++ord}`, ord, type, entity: type.split('.')[0]!, entityId: 'w', aboutId: 'w', requestId: `r${ord}`, actorUserId: 'u', before, after, at: '', ...more }) as Event

describe('the rows of an event', () => {
  it('leave bookkeeping out', () =>
    expect(rowsOf(event('work_order.updated', { version: 1, title: 'a' }, { version: 2, title: 'b' }))).toEqual([{ field: 'title', before: 'a', after: 'b' }]))
  it('tell custom values one by one', () =>
    expect(rowsOf(event('work_order.updated', { custom: { a: 1, b: 2 } }, { custom: { a: 1, b: 3 } }))).toEqual([{ field: 'custom.b', before: 2, after: 3 }]))
  it('take null, empty text and nothing for the same', () => expect(rowsOf(event('asset.changed', { note: null, tags: [] }, { note: '', tags: null }))).toEqual([]))
  it('are none for what was made whole', () => expect(rowsOf(event('work_order.created', {}, { title: 'a' }))).toEqual([]))
})

describe('deeds', () => {
  it('gather what one request changed, in the order it happened', () => {
    const task = event('work_order_task.created', {}, {}, { requestId: 'r', ord: 9 })
    const made = event('work_order.created', {}, {}, { requestId: 'r', ord: 8 })
    expect(deedsOf([task, made]).map(({ events }) => events)).toEqual([[made, task]])
  })
  it('leave out steps on the way and twins', () => {
    const twin = { requestId: 'r', entityId: 'x' }
    const events = [event('file.announced', {}, {}), event('work_order.estimated', {}, {}, twin), event('work_order.estimated', {}, {}, twin)]
    expect(deedsOf(events)).toHaveLength(1)
  })
})

it('finds the name of a thing in the events before', () => {
  const made = event('work_order_task.created', {}, { title: 'Fence' }, { entityId: 't' })
  const answered = event('work_order_task.answered', { status: 'open' }, { status: 'done' }, { entityId: 't' })
  expect(nameOf(answered, [answered, made])).toBe('Fence')
})
