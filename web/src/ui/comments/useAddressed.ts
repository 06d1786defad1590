import type { Comment } from '@fettle/client'
import { listPeopleOptions, listRolesOptions, listStaffOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useAccount } from '@/app/account'
import { usePersonName } from '@/lib/people'
import { type Addressed, inOrder, whoSees, withAccount } from './addressed'
import type { Topic } from './useComments'

const FRESH = { staleTime: 5 * 60_000 }
const MOST = 200

export interface Addressing {
  /** Whom one can speak to, the closest first; nobody where one may read neither people nor staff. */
  people: readonly Addressed[]
  /** What is typed after the @: where not all people are read, the server looks for them. */
  onAsk: (typed: string) => void
  /** What an account is called. */
  nameOf: (id: string) => string | undefined
}

/** Whom one can speak to about `topic`, where `comments` were said. */
export function useAddressed(topic: Topic, comments: readonly Comment[]): Addressing {
  const { me, may } = useAccount()
  const named = usePersonName()
  const [asked, onAsk] = useState('')
  const q = useDeferredValue(asked.trim())
  const [reads, speaks] = [may('people:read'), may('comments:create')]
  const viaStaff = !reads && may('staff:read')
  const members = useQuery({ ...listPeopleOptions({ query: { limit: MOST } }), enabled: reads, ...FRESH })
  const roles = useQuery({ ...listRolesOptions({ query: { limit: MOST } }), enabled: reads && speaks, ...FRESH })
  const staff = useQuery({ ...listStaffOptions({ query: { active: true, limit: MOST } }), enabled: viaStaff, ...FRESH })
  const moreMembers = useQuery({ ...listPeopleOptions({ query: { q, limit: 20 } }), enabled: !!members.data?.hasMore && q !== '' })
  const moreStaff = useQuery({ ...listStaffOptions({ query: { q, active: true, limit: 20 } }), enabled: !!staff.data?.hasMore && q !== '' })
  const { siteId, requestedById, type, id, assigneeId } = topic
  const everybody = useMemo(() => {
    const read = [...(members.data?.data ?? []), ...(moreMembers.data?.data ?? [])]
    const onStaff = [...(staff.data?.data ?? []), ...(moreStaff.data?.data ?? [])]
    return [...whoSees(read, roles.data?.data, { type, id, siteId, requestedById }), ...withAccount(onStaff)]
  }, [members.data, moreMembers.data, staff.data, moreStaff.data, roles.data, type, id, siteId, requestedById])
  const people = useMemo(
    () => (speaks ? inOrder(everybody, me.id, assigneeId, comments.map(({ createdBy }) => createdBy)) : []),
    [speaks, everybody, me.id, assigneeId, comments],
  )
  const nameOf = useCallback(
    (user: string) => named(user) ?? everybody.find((each) => each.id === user)?.name ?? comments.find(({ createdBy }) => createdBy === user)?.authorName ?? undefined,
    [named, everybody, comments],
  )
  return { people, onAsk, nameOf }
}
