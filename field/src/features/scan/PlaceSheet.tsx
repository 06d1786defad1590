import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { ThingsAt, WorkAt } from '@/features/assets'
import { pathText, usePlace } from '@/features/pickers'
import { usePerson } from '@/session'
import { Button, Sheet, Text } from '@/ui'
import type { Found } from './find'
import { asQuery } from './asked'

type Place = Extract<Found, { kind: 'place' }>

/** The place whose label was scanned: what is open there, what stands there, and what one can do. */
export const PlaceSheet = ({ place, onClose }: { place: Place | undefined; onClose: () => void }) => (place ? <Opened place={place} onClose={onClose} /> : null)

function Opened({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useTranslation('fieldThings')
  const { may } = usePerson()
  const known = usePlace(place.siteId, place.locationId)
  const go = (to: string) => {
    onClose()
    router.push(to as never)
  }
  const about = asQuery(place)
  const works = may('work_orders:create')
  return (
    <Sheet
      open
      title={place.name}
      onClose={onClose}
      footer={
        <>
          {may('requests:create') && <Button wide look={works ? 'plain' : 'primary'} icon="message-square" label={t('asset.act.request')} onPress={() => go(`/requests/new?${about}`)} />}
          {works && <Button wide look="primary" icon="clipboard-list" label={t('asset.act.order')} onPress={() => go(`/work-orders/new?${about}`)} />}
        </>
      }
    >
      <Text tone="muted">{place.locationId ? known && pathText(known) : t('place.site')}</Text>
      {may('work_orders:read') && <WorkAt placeId={place.id} onOpen={go} />}
      <ThingsAt placeId={place.id} onOpen={go} />
    </Sheet>
  )
}
