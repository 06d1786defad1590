import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { useRow } from '@/db'
import { AssetActs, AssetBadges, WorkOn } from '@/features/assets'
import { pathText, usePlace } from '@/features/pickers'
import { Button, Sheet, Skeleton, Text } from '@/ui'

/** What was scanned: what is open on it, and what one can do with it. */
export const AssetSheet = ({ id, onClose }: { id: string | undefined; onClose: () => void }) => (id ? <Opened id={id} onClose={onClose} /> : null)

function Opened({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('fieldThings')
  const asset = useRow('assets', id)
  const place = usePlace(asset?.site_id, asset?.location_id)
  const go = (to: string) => {
    onClose()
    router.push(to as never)
  }
  return (
    <Sheet
      open
      title={asset?.name ?? t('asset.title')}
      onClose={onClose}
      footer={<Button wide look="primary" icon="box" label={t('scan.open')} onPress={() => go(`/assets/${id}`)} />}
    >
      {asset ? (
        <>
          <Text tone="muted">{[asset.number, place && pathText(place)].filter(Boolean).join(' · ')}</Text>
          <AssetBadges asset={asset} />
          <WorkOn assetId={id} onOpen={go} most={5} />
          <AssetActs assetId={id} onGo={go} />
        </>
      ) : (
        <Skeleton rows={2} />
      )}
    </Sheet>
  )
}
