import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, Card, Heading, Row, Text } from '@/ui'
import { statusLook } from './looks'
import { useThingsAt } from './place'

/** The assets at a site or a location, and in it. `most` are shown at first. */
export function ThingsAt({ placeId, onOpen, most = 5 }: { placeId: string; onOpen: (path: string) => void; most?: number }) {
  const { t } = useTranslation('fieldThings')
  const things = useThingsAt(placeId)
  const [all, setAll] = useState(false)
  if (!things) return null
  if (!things.length) return <Text tone="muted">{t('place.noThings')}</Text>
  const shown = all ? things : things.slice(0, most)
  return (
    <Card>
      <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('place.things', { count: things.length })}</Heading>
      {shown.map(({ id, name, number, status }) => (
        <Row
          key={id}
          icon="box"
          title={name}
          detail={number ?? undefined}
          end={status === 'in_service' ? undefined : <Badge label={t(`asset.status.${status}`)} {...statusLook(status)} />}
          onPress={() => onOpen(`/assets/${id}`)}
        />
      ))}
      {shown.length < things.length && <Button look="quiet" wide label={t('asset.showAll', { count: things.length })} onPress={() => setAll(true)} />}
    </Card>
  )
}
