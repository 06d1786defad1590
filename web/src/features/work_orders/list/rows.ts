/** Rows of work orders as they lie in the cache: pages, groups, and changes shown before the server has answered. */
import { countWorkOrders, type CountBy, listWorkOrders, type WorkOrderGroup, type WorkOrderRow, type WorkOrderSort } from '@fettle/client'
import { listWorkOrdersInfiniteOptions } from '@fettle/client/queries'
import type { QueryClient } from '@tanstack/react-query'
import { type Pages, usePages } from '@/lib/query'
import type { WorkOrderQuery } from '../views/query'

export type Row = WorkOrderRow & { group?: WorkOrderGroup }
export type GroupBy = Extract<CountBy, 'status' | 'priority' | 'assignee' | 'crew' | 'site' | 'kind'>

export const GROUPS: GroupBy[] = ['status', 'priority', 'assignee', 'crew', 'site', 'kind']
const PAGE = 100

/** The list in its order; with `by` one group after the other, each in that order. */
export function useRows(query: WorkOrderQuery, sort: WorkOrderSort | undefined, by: GroupBy | undefined): Pages<Row> {
  return usePages<Row>(by ? grouped(query, sort, by) : listWorkOrdersInfiniteOptions({ query: { ...query, ...(sort && { sort }), limit: PAGE } }))
}

interface Place {
  groups: WorkOrderGroup[]
  at: number
  cursor?: string | undefined
}

function grouped(query: WorkOrderQuery, sort: WorkOrderSort | undefined, by: GroupBy) {
  return {
    queryKey: [{ _id: 'listWorkOrdersByGroup', query, sort, by }],
    queryFn: async ({ pageParam, signal }: { pageParam: Partial<Place>; signal: AbortSignal }) => {
      const groups = pageParam.groups ?? (await countWorkOrders({ query: { ...query, by }, signal })).groups ?? []
      let { at = 0, cursor } = pageParam
      const data: Row[] = []
      while (at < groups.length && data.length < PAGE / 2) {
        const some = cursor ? [groups[at]!] : together(groups, at)
        const pages = await Promise.all(
          some.map((group) => listWorkOrders({ query: { ...query, ...narrowed(by, group.key), ...(sort && { sort }), limit: PAGE, ...(cursor && { cursor }) }, signal })),
        )
        pages.forEach((page, index) => data.push(...page.data.filter((row) => belongs(by, some[index]!.key, row)).map((row) => ({ ...row, group: some[index]! }))))
        cursor = pages.at(-1)!.hasMore ? (pages.at(-1)!.nextCursor ?? undefined) : undefined
        at += cursor ? some.length - 1 : some.length
      }
      return { data, nextCursor: { groups, at, cursor } as never, hasMore: at < groups.length }
    },
  }
}

const AT_ONCE = 5

/** From `at` on as many groups as fit into one page, so that many small groups are read side by side. */
export function together(groups: WorkOrderGroup[], at: number): WorkOrderGroup[] {
  let size = 0
  const end = groups.slice(at, at + AT_ONCE).findIndex((group, index) => {
    size += group.count
    return index > 0 && (size > PAGE || group.key === null)
  })
  return end === -1 ? groups.slice(at, at + AT_ONCE) : groups.slice(at, at + end)
}

const FIELDS = { status: 'status', priority: 'priority', kind: 'kind', assignee: 'assigneeId', crew: 'crewId', site: 'siteId' } as const

/** The filter that a group stands for. What has no crew or no site has no filter in the API: `belongs` sifts it out. */
export function narrowed(by: GroupBy, key: string | null): WorkOrderQuery {
  if (key !== null) return { [FIELDS[by]]: [key] }
  return by === 'assignee' ? { assigneeId: ['none'] } : {}
}

const belongs = (by: GroupBy, key: string | null, row: WorkOrderRow): boolean => (row[FIELDS[by]] ?? null) === key

type Cached = { pages?: Array<{ data: WorkOrderRow[] }>; data?: WorkOrderRow[] }

/** Change rows in every list that shows them. Returns how to take that back. */
export function patchRows(client: QueryClient, ids: ReadonlySet<string>, change: (row: WorkOrderRow) => Partial<WorkOrderRow>): () => void {
  const lists = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => ((queryKey[0] as { _id?: string })?._id ?? '').startsWith('listWorkOrders') }
  const before = client.getQueriesData<Cached>(lists)
  const changed = <P extends { data: WorkOrderRow[] }>(page: P): P =>
    page.data.some(({ id }) => ids.has(id)) ? { ...page, data: page.data.map((row) => (ids.has(row.id) ? { ...row, ...change(row) } : row)) } : page
  void client.cancelQueries(lists)
  client.setQueriesData<Cached>(lists, (cached) => {
    if (cached?.pages) return { ...cached, pages: cached.pages.map(changed) }
    return cached?.data ? changed(cached as { data: WorkOrderRow[] }) : cached
  })
  return () => before.forEach(([key, data]) => client.setQueryData(key, data))
}
