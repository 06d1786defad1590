import { listWorkOrders } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'

/** As many as fit into an address. */
const MOST = 60

/** Work orders that are complete and wait for the review that closes them, the longest waiting first. */
export function useToReview(enabled: boolean): string[] | undefined {
  const { data } = useQuery({
    queryKey: [{ _id: 'listWorkOrdersToReview' }],
    queryFn: async () => (await listWorkOrders({ query: { status: ['complete'], limit: MOST, sort: 'createdAt' } })).data.map(({ id }) => id),
    enabled,
    staleTime: 30_000,
  })
  return enabled ? data : undefined
}
