import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useCount } from '@/db'
import { usePerson } from '@/session'
import { Button, type IconName } from '@/ui'

/** What one can do with an asset: report, repair, read. Only what this person may. */
export function AssetActs({ assetId, onGo, without = [] }: { assetId: string; onGo: (path: string) => void; without?: readonly string[] }) {
  const { t } = useTranslation('fieldThings')
  const acts = useActs(assetId).filter(({ name }) => !without.includes(name))
  if (!acts.length) return null
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8 }}>
      {acts.map(({ name, icon, to }) => (
        <View key={name} style={{ flexGrow: 1, flexBasis: 132, flexDirection: 'row' }}>
          <Button wide icon={icon} label={t(`asset.act.${name}`)} onPress={() => onGo(to)} />
        </View>
      ))}
    </View>
  )
}

export interface Act {
  name: 'request' | 'order' | 'reading' | 'quick'
  icon: IconName
  to: string
}

export function useActs(assetId: string): Act[] {
  const { may } = usePerson()
  const meters = useCount('meters', [Q.where('asset_id', assetId)], [assetId])
  const all: (Act & { can: boolean })[] = [
    { name: 'quick', icon: 'zap', to: `/quick?assetId=${assetId}`, can: may('work_orders:create', 'work_orders:work', 'logs:create') },
    { name: 'reading', icon: 'gauge', to: `/assets/${assetId}/readings`, can: !!meters && may('readings:create') },
    { name: 'request', icon: 'message-square', to: `/requests/new?assetId=${assetId}`, can: may('requests:create') },
    { name: 'order', icon: 'clipboard-list', to: `/work-orders/new?assetId=${assetId}`, can: may('work_orders:create') },
  ]
  return all.filter(({ can }) => can)
}
