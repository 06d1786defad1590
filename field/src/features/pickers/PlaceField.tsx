import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PickField, type PickFieldProps } from './PickField'
import { PlacePicker } from './PlacePicker'
import { usePlace } from './places'

export interface PlaceValue {
  siteId: string | null
  locationId: string | null
}

export interface PlaceFieldProps extends Pick<PickFieldProps, 'help' | 'fault' | 'optional' | 'placeholder'> {
  label?: string
  value: PlaceValue
  onChange: (value: PlaceValue) => void
}

/** A site or a location in it, chosen in a sheet. */
export function PlaceField({ label, value, onChange, ...rest }: PlaceFieldProps) {
  const { t } = useTranslation('fieldThings')
  const [open, setOpen] = useState(false)
  const place = usePlace(value.siteId, value.locationId)
  const title = label ?? t('picker.where')
  return (
    <>
      <PickField
        {...rest}
        label={title}
        icon="map-pin"
        text={place?.name}
        detail={place?.path.join(' › ')}
        onPress={() => setOpen(true)}
        onClear={() => onChange({ siteId: null, locationId: null })}
      />
      <PlacePicker
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        chosen={[value.locationId ?? value.siteId].filter((id) => id !== null)}
        onPick={(picked) => onChange({ siteId: picked?.siteId ?? null, locationId: picked?.locationId ?? null })}
      />
    </>
  )
}
