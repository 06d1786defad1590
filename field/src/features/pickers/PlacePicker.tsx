import { useTranslation } from 'react-i18next'
import { type PickerProps, PickerSheet } from './PickerSheet'
import { pathText, type Place, usePlaces } from './places'

export interface PlacePickerProps extends PickerProps {
  onPick: (place: Place | null) => void
}

const titleOf = (place: Place): string => place.name
const detailOf = (place: Place): string => place.path.join(' › ')
const saidOf = (place: Place): string => `${place.name} ${pathText(place)}`
const depthOf = (place: Place): number => place.path.length
const icon = (place: Place) => (place.locationId ? ('map-pin' as const) : ('building-2' as const))

/** Choose a site or a location in one. */
export const PlacePicker = (props: PlacePickerProps) => (props.open ? <Opened {...props} /> : null)

function Opened({ title, ...rest }: PlacePickerProps) {
  const { t } = useTranslation('fieldThings')
  const places = usePlaces()
  return (
    <PickerSheet
      {...rest}
      title={title ?? t('picker.place')}
      kind="places"
      items={places}
      titleOf={titleOf}
      detailOf={detailOf}
      saidOf={saidOf}
      depthOf={depthOf}
      icon={icon}
      empty={t('picker.noPlaces')}
      emptyHelp={t('picker.comesWithSync')}
    />
  )
}
