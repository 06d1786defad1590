import type { Membership, Staff } from '@fettle/client'
import { describe, expect, it } from 'vitest'
import { type Addressed, fitting, inOrder, whoSees, withAccount } from './addressed'

const member = (userId: string, more: Partial<Membership> = {}) => ({ userId, name: userId, email: `${userId}@x`, roleId: 'works', everySite: true, siteIds: [], staffId: null, ...more }) as unknown as Membership
const ROLES = [
  { id: 'works', permissions: ['work_orders:read'] },
  { id: 'rules', permissions: ['*'] },
  { id: 'asks', permissions: ['requests:create'] },
  { id: 'sorts', permissions: ['requests:read'] },
] as never
const ids = (people: readonly Addressed[]) => people.map(({ id }) => id)
const person = (id: string, name = id, staffId: string | null = null): Addressed => ({ id, name, detail: '', staffId })

describe('who can be spoken to', () => {
  const members = [member('ann'), member('boss', { roleId: 'rules' }), member('asker', { roleId: 'asks' }), member('desk', { roleId: 'sorts' })]
  it('is who may read it', () => {
    expect(ids(whoSees(members, ROLES, { type: 'work_order', id: 'w', requestedById: 'asker' }))).toEqual(['ann', 'boss'])
  })
  it('is also who asked, on what they asked', () => {
    expect(ids(whoSees(members, ROLES, { type: 'work_request', id: 'r', requestedById: 'asker' }))).toEqual(['boss', 'asker', 'desk'])
  })
  it('sees its site', () => {
    const near = [member('here', { everySite: false, siteIds: ['s'] }), member('there', { everySite: false, siteIds: ['t'] }), member('all')]
    expect(ids(whoSees(near, ROLES, { type: 'work_order', id: 'w', siteId: 's' }))).toEqual(['here', 'all'])
    expect(ids(whoSees(near, ROLES, { type: 'work_order', id: 'w', siteId: null }))).toEqual(['all'])
  })
  it('is who on the staff has an account, where one may not read the people', () => {
    const staff = [{ id: 's1', name: 'Ana', userId: 'u1', trade: 'Painter', number: '7' }, { id: 's2', name: 'Bob', userId: null }] as Staff[]
    expect(withAccount(staff)).toEqual([{ id: 'u1', name: 'Ana', detail: 'Painter · 7', staffId: 's1' }])
  })
})

it('the closest come first: whose work it is, who spoke last, then by name; never oneself', () => {
  const people = [person('me', 'Me'), person('z', 'Zoe'), person('b', 'Bea'), person('a', 'Ana', 's-a'), person('c', 'Cai'), person('a', 'Ana', 's-a')]
  expect(ids(inOrder(people, 'me', 's-a', ['c', null, 'z', 'me', 'a']))).toEqual(['a', 'z', 'c', 'b'])
  expect(ids(inOrder(people, 'me', null, []))).toEqual(['a', 'b', 'c', 'z'])
})

it('each word begins a word of the name, without accents', () => {
  const people = [person('1', 'José Ángel Díaz'), person('2', 'Diana Rojas')]
  expect(ids(fitting(people, 'dia'))).toEqual(['1', '2'])
  expect(ids(fitting(people, 'ANGEL jo'))).toEqual(['1'])
  expect(ids(fitting(people, 'ose'))).toEqual([])
  expect(ids(fitting(people, ''))).toEqual(['1', '2'])
})
