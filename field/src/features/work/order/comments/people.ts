/** Whom one can speak to. */
import { useMemo } from 'react'
import { Q, useRows, useSql } from '@/db'
import { usePerson } from '@/session'
import type { Person } from '@fettle/kit/mentions'

export interface Addressed extends Person {
  /** What tells people of one name apart. */
  detail: string
}

/** Everybody who works here and has an account, but oneself: first who has this work or has spoken about it, then by name. */
export function useAddressed(orderId: string | null): readonly Addressed[] {
  const { userId } = usePerson()
  const staff = useRows('staff', [Q.where('active', true), Q.where('user_id', Q.notEq(null)), Q.sortBy('name', Q.asc)])
  const close = useSql<{ id: string }>(
    ['comments', 'work_orders', 'staff'],
    `select s."user_id" as "id" from "work_orders" w join "staff" s on s."id" = w."assignee_id" where w."id" = ?
     union select "created_by" from "comments" where "work_order_id" = ? and "created_by" is not null`,
    [orderId ?? '', orderId ?? ''],
  )
  return useMemo(() => {
    const people = new Map<string, Addressed>()
    for (const { user_id: id, name, trade, number } of staff ?? []) {
      if (id && id !== userId && !people.has(id)) people.set(id, { id, name, detail: [trade, number].filter(Boolean).join(' · ') })
    }
    const first = (close ?? []).flatMap(({ id }) => people.get(id) ?? [])
    return [...new Set([...first, ...people.values()])]
  }, [staff, close, userId])
}
