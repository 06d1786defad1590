import { listWorkOrders, type WorkOrderRow } from '@fettle/client'
import { useQueries } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'

const AT_ONCE = 100

/** The work orders of entries by their ids. Ids that come later are asked for in bundles of their own. */
export function useWorkOrders(ids: readonly string[]): ReadonlyMap<string, WorkOrderRow> {
  const order = useRef<string[]>([])
  const known = useRef(new Set<string>())
  for (const id of ids) {
    if (known.current.has(id)) continue
    known.current.add(id)
    order.current.push(id)
  }
  const bundles: string[][] = []
  for (let at = 0; at < order.current.length; at += AT_ONCE) bundles.push(order.current.slice(at, at + AT_ONCE))
  const asked = useQueries({
    queries: bundles.map((id) => ({
      queryKey: [{ _id: 'listWorkOrdersOfLogs', id }],
      queryFn: () => listWorkOrders({ query: { id, limit: AT_ONCE } }),
      staleTime: 60_000,
      placeholderData: (before: { data: WorkOrderRow[] } | undefined) => before,
    })),
  })
  const stamp = asked.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `stamp` says when an answer is another
  return useMemo(() => new Map(asked.flatMap(({ data }) => (data?.data as WorkOrderRow[] | undefined)?.map((row): [string, WorkOrderRow] => [row.id, row]) ?? [])), [stamp])
}
