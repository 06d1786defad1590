import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { assetDetail, useAssetsOf, usePlaces, useRecent } from '@/features/pickers'
import { Card, Heading, Row } from '@/ui'
import type { Found } from './find'

type Place = Extract<Found, { kind: 'place' }>

/** What was scanned here last, to go back to it. */
export function LastScanned({ onPick, onPlace }: { onPick: (id: string) => void; onPlace: (place: Place) => void }) {
  const { t } = useTranslation('fieldThings')
  const recent = useRecent('scanned')
  const ids = useMemo(() => recent?.slice(0, 8) ?? [], [recent])
  const assets = useAssetsOf(ids)
  const places = usePlaces()
  const rows = useMemo(
    () =>
      ids.flatMap((id) => {
        const asset = assets?.find((each) => each.id === id)
        if (asset) return { id, icon: 'box' as const, name: asset.name, detail: assetDetail(asset), open: () => onPick(id) }
        const place = places?.find((each) => each.id === id)
        return place ? { id, icon: 'map-pin' as const, name: place.name, detail: place.path.join(' › '), open: () => onPlace({ kind: 'place', ...place }) } : []
      }),
    [ids, assets, places, onPick, onPlace],
  )
  if (!rows.length) return null
  return (
    <Card>
      <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('scan.last')}</Heading>
      {rows.map(({ id, icon, name, detail, open }) => (
        <Row key={id} icon={icon} title={name} detail={detail} onPress={open} />
      ))}
    </Card>
  )
}
