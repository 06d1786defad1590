/** Whom one can speak to in a comment. Pure. */
import type { Membership, Staff, TenancyRecordsPeopleRole as Role } from '@fettle/client'
import type { Person } from '@fettle/kit/mentions'
import type { Topic } from './useComments'

export interface Addressed extends Person {
  /** What tells people of one name apart. */
  detail: string
  /** Who they are on the staff. */
  staffId: string | null
}

const READS = { work_order: 'work_orders:read', work_request: 'requests:read' } as const

/** The members who can see it: the server takes no others. */
export function whoSees(members: readonly Membership[], roles: readonly Role[] | undefined, topic: Topic): Addressed[] {
  const reading = new Set(roles?.filter(({ permissions }) => permissions.includes(READS[topic.type]) || permissions.includes('*')).map(({ id }) => id))
  const asked = topic.type === 'work_request' ? topic.requestedById : undefined
  return members
    .filter(({ userId, roleId, everySite, siteIds }) => userId === asked || ((!roles || reading.has(roleId)) && (everySite || siteIds.includes(topic.siteId ?? ''))))
    .map(({ userId, name, email, staffId }) => ({ id: userId, name, detail: email, staffId }))
}

/** For who may not read the list of people: those on the staff who have an account. */
export const withAccount = (staff: readonly Staff[]): Addressed[] =>
  staff.flatMap(({ id, userId, name, trade, number }) => (userId ? [{ id: userId, name, detail: [trade, number].filter(Boolean).join(' · '), staffId: id }] : []))

/** Each once and without `me`: who has the work, who spoke about it last, then by name. */
export function inOrder(people: readonly Addressed[], me: string, assigneeId: string | null | undefined, speakers: ReadonlyArray<string | null | undefined>): Addressed[] {
  const byId = new Map(people.filter(({ id }) => id !== me).map((person) => [person.id, person]))
  const assignee = assigneeId ? [...byId.values()].filter(({ staffId }) => staffId === assigneeId) : []
  const spoke = [...speakers].reverse().flatMap((id) => byId.get(id ?? '') ?? [])
  const rest = [...byId.values()].sort((one, other) => one.name.localeCompare(other.name))
  return [...new Set([...assignee, ...spoke, ...rest])]
}

const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Those of whose name each typed word begins a word; case and accents do not matter. */
export function fitting(people: readonly Addressed[], typed: string): Addressed[] {
  const sought = plain(typed).split(/\s+/).filter(Boolean)
  return people.filter(({ name }) => sought.every((word) => ` ${plain(name)}`.includes(` ${word}`)))
}
