import type { Site } from '@fettle/client'
import { countWorkOrdersOptions, listSitesInfiniteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useAccount } from '@/app/account'
import { type Pages, usePages } from '@/lib/query'
import { type Counted, found, inOrder } from './sites'

/** All sites that fit the words, with their open work, in the order asked for. The API lists them by name and cannot search. */
export function useSites({ words, sort, deleted }: { words: string; sort: string; deleted: boolean }): { pages: Pages<Counted>; all: number | undefined } {
  const { may } = useAccount()
  const { rows, query } = usePages<Site>(listSitesInfiniteOptions({ query: { limit: 200, ...(deleted && { deleted }) } }))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const counts = (only: object) => ({ ...countWorkOrdersOptions({ query: { by: 'site', ...only } }), enabled: may('work_orders:read') && !deleted })
  const { data: open } = useQuery(counts({ open: true }))
  const { data: overdue } = useQuery(counts({ overdue: true }))
  const shown = useMemo(() => {
    const of = (groups: typeof open) => new Map(groups?.groups?.map(({ key, count }) => [key, count]))
    const [opened, late] = [of(open), of(overdue)]
    const counted = rows.map((site): Counted => ({ ...site, open: open && (opened.get(site.id) ?? 0), overdue: overdue && (late.get(site.id) ?? 0) }))
    return inOrder(found(counted, words), sort)
  }, [rows, open, overdue, words, sort])
  return { pages: { rows: shown, query: query as never }, all: query.data && rows.length }
}
