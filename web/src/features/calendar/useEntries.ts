import { type CalendarEntry, type ShowCalendarData, type WorkKind } from '@fettle/client'
import { showCalendarOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAccount } from '@/app/account'
import { useWorkOrderFilters, type WorkOrderQuery } from '@/features/work_orders/WorkOrderViews'
import { addDays } from '@/lib/days'
import { instantOf } from '@/lib/format'
import { isForecast, isOpen } from './entries'

/** The filters of work orders that the calendar and the workload understand. */
export const TAKES = ['open', 'status', 'priority', 'kind', 'assigneeId', 'crewId', 'siteId', 'overdue', 'planId']
/** Of them, those of whose hands it is in. */
const NONE = 'none'

type CalendarQuery = NonNullable<ShowCalendarData['query']>

/** The window and filters as the API takes them; work in nobody's hands it cannot be asked for. */
export function calendarQuery(query: WorkOrderQuery, first: string, last: string, forecast: boolean): CalendarQuery {
  const hands = (ids: string[] | null | undefined) => (ids?.length && !ids.includes(NONE) ? ids : undefined)
  const [assigneeId, crewId] = [hands(query.assigneeId), hands(query.crewId)]
  return {
    from: instantOf(first),
    until: instantOf(addDays(last, 1)),
    ...(assigneeId && { assigneeId }),
    ...(crewId && { crewId }),
    ...(query.siteId && { siteId: query.siteId }),
    ...(query.planId && { planId: query.planId }),
    ...(query.kind && { kind: query.kind as WorkKind[] }),
    forecast,
  }
}

/** What the API does not narrow: the state of the work, and whether it is in anybody's hands. */
export function passes(query: WorkOrderQuery, myStaffId: string | null): (entry: CalendarEntry) => boolean {
  const inHands = (ids: string[] | null | undefined, id: string | null | undefined) =>
    !ids?.includes(NONE) || !id || ids.includes(id) || (ids.includes('me') && id === myStaffId)
  return (entry) => {
    if (!inHands(query.assigneeId, entry.assigneeId) || !inHands(query.crewId, entry.crewId)) return false
    if (query.priority && !query.priority.includes(entry.priority as never)) return false
    if (isForecast(entry)) return !query.overdue && !query.status && query.open !== false
    if (query.status && !query.status.includes(entry.status as never)) return false
    if (typeof query.open === 'boolean' && query.open !== isOpen(entry)) return false
    return !query.overdue || !!entry.overdue
  }
}

/** Whether the address asks for what plans will make. */
export function useForecast(): { shown: boolean; possible: boolean; set: (shown: boolean) => void } {
  const { may } = useAccount()
  const { address, set } = useWorkOrderFilters()
  const possible = may('plans:read')
  return { possible, shown: possible && address.forecast !== 'off', set: (shown) => set({ forecast: shown ? undefined : 'off' }) }
}

/** The entries of the days from `first` to `last`, under the filters of the address. */
export function useEntries(first: string, last: string) {
  const { me } = useAccount()
  const { query } = useWorkOrderFilters()
  const { shown: forecast } = useForecast()
  const asked = useQuery({ ...showCalendarOptions({ query: calendarQuery(query, first, last, forecast) }), placeholderData: keepPreviousData })
  const data = asked.data?.data
  const entries = useMemo(() => (data ?? []).filter(passes(query, me.staffId)), [data, query, me.staffId])
  return { entries, query: asked, hasMore: asked.data?.hasMore ?? false }
}
