import { useTranslation } from 'react-i18next'
import { Linking, Platform } from 'react-native'
import { type Row, useRow } from '@/db'
import { pathText, usePlace } from '@/features/pickers'
import { Button, Card, Heading, Text } from '@/ui'
import { mapUrl } from '@/work/map'

/** Where it stands, and the way there. */
export function PlaceCard({ asset }: { asset: Row<'assets'> }) {
  const { t } = useTranslation('fieldThings')
  const site = useRow('sites', asset.site_id ?? undefined)
  const place = usePlace(asset.site_id, asset.location_id)
  const own = asset.latitude !== null && asset.longitude !== null
  const url = mapUrl(
    { latitude: own ? asset.latitude : (site?.latitude ?? null), longitude: own ? asset.longitude : (site?.longitude ?? null), address: site?.address ?? null, label: asset.name },
    Platform.OS,
  )
  if (!place && !url) return null
  return (
    <Card padded>
      <Heading>{t('asset.where')}</Heading>
      <Text>{place ? pathText(place) : t('asset.nowhere')}</Text>
      {site?.address ? <Text tone="muted">{site.address}</Text> : null}
      {url && <Button icon="navigation" label={t('asset.map')} onPress={() => void Linking.openURL(url).catch(() => undefined)} />}
    </Card>
  )
}
