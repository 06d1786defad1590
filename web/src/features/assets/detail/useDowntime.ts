import { type AssetDetail, deleteDowntime, type Downtime, endDowntime, listDowntimes, restoreDowntime } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'

export const TOUCHED = ['Downtime', 'Asset', 'Reliability']

/** The asset is up again, now. */
export function useEndDowntime(asset: AssetDetail) {
  const { t } = useTranslation('assets')
  return useAct({
    do: async () => {
      const { data } = await listDowntimes({ path: { asset_id: asset.id }, query: { limit: 50 } })
      const now = data.find(({ endedAt }) => !endedAt)
      return now && endDowntime({ path: { downtime_id: now.id }, body: {} })
    },
    touches: TOUCHED,
    done: t('downtime.ended', { name: asset.name }),
  })
}

export function useRemoveDowntime() {
  const { t } = useTranslation('assets')
  return useAct({
    do: (downtime: Downtime) => deleteDowntime({ path: { downtime_id: downtime.id }, headers: ifMatch(downtime.version) }),
    touches: TOUCHED,
    done: t('downtime.removed'),
    undo: (_gone, downtime) => restoreDowntime({ path: { downtime_id: downtime.id } }),
  })
}
