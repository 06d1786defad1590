import { useTranslation } from 'react-i18next'
import { assetDetail, useAssetsOf } from '@/features/pickers'
import { Card, Row, Sheet, Text } from '@/ui'

const NONE: readonly string[] = []

/** Several have the number that was scanned. */
export function SeveralSheet({ ids, onPick, onClose }: { ids: readonly string[] | undefined; onPick: (id: string) => void; onClose: () => void }) {
  const { t } = useTranslation('fieldThings')
  const assets = useAssetsOf(ids ?? NONE)
  return (
    <Sheet open={!!ids} title={t('scan.several')} onClose={onClose}>
      <Text tone="muted">{t('scan.severalHelp')}</Text>
      <Card>
        {assets?.map((asset, place) => (
          <Row key={asset.id} first={place === 0} icon="box" title={asset.name} detail={assetDetail(asset)} onPress={() => onPick(asset.id)} />
        ))}
      </Card>
    </Sheet>
  )
}
