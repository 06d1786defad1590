import { useTranslation } from 'react-i18next'
import type { Row } from '@/db'
import { Badge, Line } from '@/ui'
import { conditionTone, criticalityTone, statusLook } from './looks'

/** Its status, how much depends on it, in what condition it is. */
export function AssetBadges({ asset }: { asset: Pick<Row<'assets'>, 'status' | 'criticality' | 'condition'> }) {
  const { t } = useTranslation('fieldThings')
  return (
    <Line>
      <Badge label={t(`asset.status.${asset.status}`)} {...statusLook(asset.status)} />
      {/* Most are of medium importance: that is no news. */}
      {asset.criticality !== 'medium' && <Badge label={t('asset.criticalityIs', { what: t(`asset.criticality.${asset.criticality}`) })} tone={criticalityTone(asset.criticality)} />}
      {asset.condition && <Badge label={t('asset.conditionIs', { what: t(`asset.condition.${asset.condition}`) })} tone={conditionTone(asset.condition)} />}
    </Line>
  )
}
