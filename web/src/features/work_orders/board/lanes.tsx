import type { WorkOrderStatus } from '@fettle/client'
import { countWorkOrdersOptions, listCrewsOptions, listStaffOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, Who } from '@/ui/badge'
import { STATUSES } from '../views/defs'
import type { WorkOrderQuery } from '../views/query'

export type LaneBy = 'status' | 'assignee' | 'crew'

/** A column of the board. Without a query it only takes what is dropped there. */
export interface Lane {
  key: string
  /** Its name in words. */
  name: string
  label: ReactNode
  count?: number
  query?: WorkOrderQuery
}

export const NONE = 'none'
const ENDED: WorkOrderStatus[] = ['complete', 'closed', 'cancelled', 'skipped']

/** The statuses that the filters leave to be seen. */
export function seen(query: WorkOrderQuery): WorkOrderStatus[] {
  return STATUSES.filter(
    (status) => (!query.status || query.status.includes(status)) && (query.open === undefined || query.open === null || query.open !== ENDED.includes(status)),
  )
}

/** The columns by status: those the filters show, and beside them the other ends a card can be dropped on. */
function useStatusLanes(query: WorkOrderQuery, enabled: boolean): { full: Lane[]; narrow: Lane[] } {
  const { t } = useTranslation()
  const counts = useQuery({ ...countWorkOrdersOptions({ query }), placeholderData: keepPreviousData, enabled }).data
  return useMemo(() => {
    const full = new Set(seen(query))
    const lane = (status: WorkOrderStatus): Lane => ({ key: status, name: t(`status.${status}`), label: <StatusBadge status={status} /> })
    return {
      full: STATUSES.filter((status) => full.has(status)).map((status) => ({
        ...lane(status),
        ...(counts && { count: counts.byStatus[status] ?? 0 }),
        query: { ...query, status: [status] },
      })),
      narrow: STATUSES.filter((status) => !full.has(status)).map(lane),
    }
  }, [query, counts, t])
}

/** The columns by person or crew: those with work, and beside them everybody else. */
function useHandLanes(by: 'assignee' | 'crew', query: WorkOrderQuery, enabled: boolean): { full: Lane[]; narrow: Lane[] } {
  const { t } = useTranslation('workOrders')
  const groups = useQuery({ ...countWorkOrdersOptions({ query: { ...query, by } }), placeholderData: keepPreviousData, enabled }).data?.groups
  const staff = useQuery({ ...listStaffOptions({ query: { limit: 200 } }), enabled: enabled && by === 'assignee' }).data?.data
  const crews = useQuery({ ...listCrewsOptions({ query: { limit: 200 } }), enabled: enabled && by === 'crew' }).data?.data
  return useMemo(() => {
    const nobody = by === 'assignee' ? t('common:nobody') : t('list.without.crew')
    const label = (name: string | null) => (by === 'assignee' ? <Who name={name} /> : <span className="truncate font-medium">{name ?? nobody}</span>)
    const field = by === 'assignee' ? 'assigneeId' : 'crewId'
    const given = groups ?? []
    const full = [...given]
      .sort((one, other) => Number(other.key === null) - Number(one.key === null))
      .filter(({ key }) => key !== null || by === 'assignee')
      .map(({ key, name, count }): Lane => ({ key: key ?? NONE, name: name ?? nobody, label: label(name ?? null), count, query: { ...query, [field]: [key ?? NONE] } }))
    const busy = new Set(given.map(({ key }) => key ?? NONE))
    const others = (by === 'assignee' ? staff : crews) ?? []
    const narrow = [
      ...(busy.has(NONE) && by === 'assignee' ? [] : [{ key: NONE, name: nobody, label: label(null) }]),
      ...others.filter(({ id, active }) => active !== false && !busy.has(id)).map(({ id, name }): Lane => ({ key: id, name, label: label(name) })),
    ]
    return { full, narrow }
  }, [by, query, groups, staff, crews, t])
}

export function useLanes(by: LaneBy, query: WorkOrderQuery) {
  const statuses = useStatusLanes(query, by === 'status')
  const hands = useHandLanes(by === 'crew' ? 'crew' : 'assignee', query, by !== 'status')
  return by === 'status' ? statuses : hands
}
