import { describe, expect, it } from 'vitest'
import { sparing } from './unsent.ts'

const nothing = { created: [], updated: [], deleted: [] }
const edited = { id: 'a', _status: 'updated', _changed: 'title', title: 'Mine' }
const made = { id: 'b', _status: 'created', _changed: '', title: 'New' }

describe('what a pull takes away', () => {
  it('spares records with edits that nobody has seen', () => {
    const changes = { work_orders: { ...nothing, deleted: ['a', 'b', 'c'] }, comments: nothing }
    expect(sparing(changes, { work_orders: [edited, made] }, false)).toEqual({ work_orders: { ...nothing, deleted: ['c'] }, comments: nothing })
  })

  it('keeps edited records that a full set leaves out, as the server would send them', () => {
    const spared = sparing({ work_orders: { ...nothing, updated: [{ id: 'c' }] } }, { work_orders: [edited, made] }, true)
    expect(spared.work_orders!.updated).toEqual([{ id: 'c' }, { id: 'a', title: 'Mine' }])
  })

  it('takes what a full set says of an edited record', () => {
    const spared = sparing({ work_orders: { ...nothing, updated: [{ id: 'a', title: 'Theirs' }] } }, { work_orders: [edited] }, true)
    expect(spared.work_orders!.updated).toEqual([{ id: 'a', title: 'Theirs' }])
  })

  it('changes nothing where nothing waits', () => {
    const changes = { work_orders: { ...nothing, deleted: ['a'] } }
    expect(sparing(changes, {}, true)).toEqual(changes)
  })
})
