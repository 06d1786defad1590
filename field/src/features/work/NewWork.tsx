import { useLocalSearchParams } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRow, useSql } from '@/db'
import { Screen, Skeleton } from '@/ui'
import type { From } from './new/draft'
import { NewForm } from './new/NewForm'

/** New work: one thing must be said, everything else can be. */
export default function NewWork() {
  const from = useLocalSearchParams<{ assetId?: string; followUpOf?: string; siteId?: string; locationId?: string }>() as From
  const { t } = useTranslation('fieldWork')
  const [round, setRound] = useState(0)
  const asset = useRow('assets', from.assetId)
  const followed = useRow('work_orders', from.followUpOf)
  const assets = useSql<{ asset_id: string }>(['work_order_assets'], `select "asset_id" from "work_order_assets" where "work_order_id" = ? and "_status" <> 'deleted' order by "position"`, [from.followUpOf ?? ''])
  if (asset === undefined || followed === undefined || !assets) {
    return (
      <Screen title={t('new.title')} back>
        <Skeleton />
      </Screen>
    )
  }
  return <NewForm key={round} onAnew={() => setRound(round + 1)} from={from} asset={asset} followed={followed} followedAssets={assets.map(({ asset_id }) => asset_id)} />
}
