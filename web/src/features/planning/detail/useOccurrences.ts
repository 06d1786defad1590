import { completePlanOccurrence, type ListedOccurrence, listOccurrencesOfPlan, skipPlanOccurrence, snoozePlanOccurrence } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/lib/query'

const PAGE = 200
const MOST_PAGES = 10
const TOUCHES = ['Plan', 'Occurrence', 'Calendar', 'WorkOrder', 'forecast']

/** What became of a plan's occurrences that were due in a year, the latest first. */
export function useOccurrencesOfYear(planId: string, year: number) {
  return useQuery({
    queryKey: [{ _id: 'listOccurrencesOfPlanYear', planId, year }],
    queryFn: async ({ signal }) => {
      const found: ListedOccurrence[] = []
      let cursor: string | null | undefined
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await listOccurrencesOfPlan({
          path: { plan_id: planId },
          query: { from: `${year}-01-01`, until: `${year}-12-31`, limit: PAGE, ...(cursor && { cursor }) },
          signal,
        })
        found.push(...answer.data)
        if (!answer.hasMore) break
        cursor = answer.nextCursor
      }
      return found.reverse()
    },
  })
}

/** The three verbs of an occurrence that has been made. */
export function useOccurrenceActs(then: () => void) {
  const { t } = useTranslation('plans')
  const path = ({ id }: ListedOccurrence) => ({ path: { occurrence_id: id } })
  const skip = useAct({
    do: ({ of, reason }: { of: ListedOccurrence; reason: string }) => skipPlanOccurrence({ ...path(of), body: { reason } }),
    touches: TOUCHES,
    done: t('did.skip'),
    then,
  })
  const snooze = useAct({
    do: ({ of, until }: { of: ListedOccurrence; until: string }) => snoozePlanOccurrence({ ...path(of), body: { until } }),
    touches: TOUCHES,
    done: t('did.snooze'),
    then,
  })
  const complete = useAct({
    do: ({ of, completedAt, note }: { of: ListedOccurrence; completedAt: string | null; note: string | null }) => completePlanOccurrence({ ...path(of), body: { completedAt, note } }),
    touches: TOUCHES,
    done: t('did.complete'),
    then,
  })
  return { skip, snooze, complete }
}
