import { listMeters, type ListedMeter } from '@fettle/client'
import { useQueries } from '@tanstack/react-query'

const MOST = 30

/** The meters of assets, those of one asset together. Of very many assets only the first are asked. */
export function useMetersOf(assetIds: readonly string[]): { meters: ListedMeter[]; pending: boolean } {
  const asked = useQueries({
    queries: assetIds.slice(0, MOST).map((assetId) => ({
      queryKey: [{ _id: 'listMetersOfPlan', assetId }],
      queryFn: () => listMeters({ path: { asset_id: assetId }, query: { limit: 100 } }),
      staleTime: 60_000,
    })),
  })
  return {
    meters: asked.flatMap(({ data }) => data?.data.filter((meter) => !meter.deletedAt) ?? []),
    pending: asked.some(({ isPending }) => isPending),
  }
}
