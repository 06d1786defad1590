/** Who works here: people and crews. */
import { useMemo } from 'react'
import { Q, useRows } from '@/db'

export interface StaffItem {
  id: string
  name: string
  kind: 'staff' | 'crew'
  detail: string
  userId: string | null
}

/** Active people, `mine` first, then by name; crews after them. */
export function useStaffItems({ crews = false, mine }: { crews?: boolean; mine?: string | null }): readonly StaffItem[] | undefined {
  const people = useRows('staff', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  const groups = useRows('crews', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  return useMemo(() => {
    if (!people || !groups) return undefined
    const names = new Map(people.map(({ id, name }) => [id, name]))
    const persons = people.map<StaffItem>((each) => ({ id: each.id, name: each.name, kind: 'staff', detail: [each.trade, each.number].filter(Boolean).join(' · '), userId: each.user_id }))
    const me = persons.filter(({ id }) => id === mine)
    const members = (text: string | null) => (JSON.parse(text || '[]') as string[]).flatMap((id) => names.get(id) ?? []).join(', ')
    const gangs = groups.map<StaffItem>((each) => ({ id: each.id, name: each.name, kind: 'crew', detail: members(each.member_ids), userId: null }))
    return [...me, ...persons.filter(({ id }) => id !== mine), ...(crews ? gangs : [])]
  }, [people, groups, crews, mine])
}
