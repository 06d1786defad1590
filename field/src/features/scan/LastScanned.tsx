import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { assetDetail, useAssetsOf, useRecent } from '@/features/pickers'
import { Card, Heading, Row } from '@/ui'

/** What was scanned here last, to go back to it. */
export function LastScanned({ onPick }: { onPick: (id: string) => void }) {
  const { t } = useTranslation('fieldThings')
  const recent = useRecent('scanned')
  const ids = useMemo(() => recent?.slice(0, 8) ?? [], [recent])
  const assets = useAssetsOf(ids)
  if (!assets?.length) return null
  return (
    <Card>
      <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('scan.last')}</Heading>
      {assets.map((asset) => (
        <Row key={asset.id} icon="box" title={asset.name} detail={assetDetail(asset)} onPress={() => onPick(asset.id)} />
      ))}
    </Card>
  )
}
