import { router, useLocalSearchParams } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { Conflicts } from '@/conflicts'
import { type Row, useRow } from '@/db'
import { Absent } from '@/features/notifications'
import { Documents, Photos } from '@/features/photos'
import { usePerson } from '@/session'
import { syncNow } from '@/sync'
import { Button, Card, Heading, Screen, Skeleton } from '@/ui'
import { AssetActs, useActs } from './AssetActs'
import { AssetBadges } from './AssetBadges'
import { Facts } from './Facts'
import { Family } from './Family'
import { MeterCard } from './MeterCard'
import { useMeters } from './meters'
import { PlaceCard } from './PlaceCard'
import { WorkDone, WorkOn } from './WorkOn'

const go = (path: string): void => router.push(path as never)

/** One asset: what is open on it first, then what it is, and what was done. */
export default function AssetScreen() {
  const { t } = useTranslation(['fieldThings', 'field'])
  const { id } = useLocalSearchParams<{ id: string }>()
  const asset = useRow('assets', id)
  if (asset === undefined) {
    return (
      <Screen title={t('asset.title')} back home="/assets">
        <Skeleton />
      </Screen>
    )
  }
  if (asset === null) {
    return (
      <Screen title={t('asset.title')} back home="/assets" onRefresh={syncNow}>
        <Absent office={`/assets/${id}`} />
      </Screen>
    )
  }
  return <Known asset={asset} />
}

function Known({ asset }: { asset: Row<'assets'> }) {
  const { t } = useTranslation('fieldThings')
  const { may } = usePerson()
  const type = useRow('asset_types', asset.asset_type_id ?? undefined)
  const meters = useMeters(asset.id)
  const acts = useActs(asset.id)
  const first = acts[0]
  return (
    <Screen
      title={asset.name}
      subtitle={asset.number ?? undefined}
      back
      home="/assets"
      onRefresh={syncNow}
      footer={first && <Button wide look="primary" icon={first.icon} label={t(`asset.act.${first.name}`)} onPress={() => go(first.to)} />}
    >
      <AssetBadges asset={asset} />
      <Conflicts collection="assets" recordId={asset.id} />
      <AssetActs assetId={asset.id} onGo={go} without={first ? [first.name] : []} />
      {may('work_orders:read') && <WorkOn assetId={asset.id} onOpen={go} />}
      <MeterCard meters={meters ?? []} onRead={may('readings:create') ? (meter) => go(`/assets/${asset.id}/readings${meter ? `?meterId=${meter}` : ''}`) : undefined} />
      <PlaceCard asset={asset} />
      <Facts asset={asset} type={type?.name} />
      <Card padded>
        <Heading>{t('asset.photos')}</Heading>
        <Photos subject="asset" subjectId={asset.id} />
      </Card>
      <Card padded>
        <Heading>{t('asset.documents')}</Heading>
        <Documents subject="asset" subjectId={asset.id} />
      </Card>
      <Family assetId={asset.id} parentId={asset.parent_id} onOpen={go} />
      {may('work_orders:read') && <WorkDone assetId={asset.id} onOpen={go} />}
    </Screen>
  )
}
