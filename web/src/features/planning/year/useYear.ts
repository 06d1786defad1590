import { type CalendarEntry, type ListedPlan, listMaintenancePlans, showCalendar } from '@fettle/client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { addDays, startOfWeek } from '@/lib/days'
import { instantOf, localDay } from '@/lib/format'
import type { Filters } from '@/ui/filters'
import { jobsOf, WEEKS, weeksFrom } from './weeks'

/** The calendar shows at most a hundred days at a time. */
const SPAN = 98
const LATE = 98
const PAGE = 200
const MOST_PAGES = 25

/** Everything that plans ask for in the coming year, what is late included. */
export function useYear(narrowed: Filters) {
  const monday = startOfWeek(localDay(new Date()))
  const first = addDays(monday, -LATE)
  const end = addDays(monday, WEEKS * 7)
  const spans: Array<[string, string]> = []
  for (let from = first; from < end; from = addDays(from, SPAN)) spans.push([from, addDays(from, SPAN) < end ? addDays(from, SPAN) : end])
  const asked = useQueries({
    queries: spans.map(([from, until]) => ({
      queryKey: [{ _id: 'showCalendarYear', from, until, narrowed }],
      queryFn: ({ signal }: { signal: AbortSignal }) => showCalendar({ query: { ...narrowed, from: instantOf(from), until: instantOf(until), forecast: true }, signal }),
      staleTime: 120_000,
    })),
  })
  const plans = usePlans()
  const failed = asked.find(({ isError }) => isError) ?? (plans.isError ? plans : undefined)
  const ready = asked.every(({ data }) => data) && plans.data !== undefined
  const stamp = asked.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const jobs = useMemo(() => {
    if (!ready) return []
    const entries = asked.flatMap(({ data }, at): CalendarEntry[] => (data!.data as CalendarEntry[]).filter((entry) => at > 0 || entry.overdue))
    return jobsOf(entries, plans.data!, monday, localDay)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `stamp` says when an answer is another
  }, [ready, stamp, plans.data, monday])
  return {
    weeks: useMemo(() => weeksFrom(monday), [monday]),
    jobs,
    /** Some of it did not fit into the answer. */
    cut: asked.some(({ data }) => data?.hasMore),
    state: { isPending: !ready && !failed, isError: !!failed, error: failed?.error, refetch: () => void asked.map((each) => each.refetch()), data: ready ? jobs : undefined },
  }
}

/** All plans by id: for their names and what their work takes. */
function usePlans() {
  return useQuery({
    queryKey: [{ _id: 'listMaintenancePlansAll' }],
    queryFn: async ({ signal }) => {
      const found = new Map<string, ListedPlan>()
      let cursor: string | null | undefined
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await listMaintenancePlans({ query: { limit: PAGE, ...(cursor && { cursor }) }, signal })
        for (const plan of answer.data) found.set(plan.id, plan)
        if (!answer.hasMore) break
        cursor = answer.nextCursor
      }
      return found
    },
    staleTime: 120_000,
  })
}
