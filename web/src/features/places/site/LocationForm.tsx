import { changeLocation, createLocation, getLocation, type Location, type LocationKind, type Site } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CustomFields, customPatch } from '@/ui/custom'
import { Form, RecordField, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { TOUCHED } from './useLocations'

export const KINDS: readonly LocationKind[] = ['building', 'floor', 'room', 'area']
/** What usually stands in what. */
const NEXT: Record<LocationKind, LocationKind> = { building: 'floor', floor: 'room', room: 'area', area: 'area' }

const valuesOf = (location: Location | undefined, parent: Location | undefined, usual: LocationKind) => ({
  name: location?.name ?? '',
  kind: location?.kind ?? (parent?.kind ? NEXT[parent.kind] : usual),
  parentId: location ? (location.parentId ?? null) : (parent?.id ?? null),
  custom: location?.custom ?? ({} as Record<string, unknown>),
})
type Values = ReturnType<typeof valuesOf>

interface Props {
  site: Site
  location?: Location
  /** A new one goes into this. */
  parent?: Location
  usual: LocationKind
  onClose: () => void
}

/** What a location is called, what it is, and what it is in. */
export function LocationForm({ site, location, parent, usual, onClose }: Props) {
  const { t } = useTranslation('places')
  const client = useQueryClient()
  const version = useRef(location?.version)
  const bodyOf = (values: Partial<Values>) => ({ ...values, ...(values.custom && { custom: customPatch(location?.custom, values.custom) }) })
  const form = useRecordForm<Values, Location>({
    initial: valuesOf(location, parent, usual),
    draft: `location:${location?.id ?? `${site.id}:${parent?.id ?? ''}`}`,
    save: (values, changed) =>
      location
        ? changeLocation({ path: { location_id: location.id }, body: bodyOf(changed), headers: ifMatch(version.current) })
        : createLocation({ body: { ...bodyOf(values), siteId: site.id } as never }),
    ...(location && {
      latest: async () => {
        const now = await getLocation({ path: { location_id: location.id } })
        version.current = now.version
        return valuesOf(now, undefined, usual)
      },
    }),
    onSaved: ({ name }) => {
      tell(t(location ? 'saved' : 'created', { name }))
      void readAnew(client, TOUCHED)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={location ? t('editTitle', { name: location.name }) : parent ? t('location.createIn', { name: parent.name }) : t('location.create')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="location-form" look="primary" busy={form.saving}>{location ? t('common:save') : t('createVerb')}</Button>
        </>
      }
    >
      <Form form={form} id="location-form" className="grid gap-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`field.${field}`), value: String(value ?? '') })}>
        <TextField name="name" label={t('field.name')} required autoFocus maxLength={200} className="sm:col-span-2" />
        <SelectField name="kind" label={t('field.kind')} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        <RecordField name="parentId" kind="location" within={{ siteId: [site.id] }} label={t('field.parentId')} placeholder={site.name} />
        <CustomFields entity="location" className="grid gap-4 border-t pt-4 sm:col-span-2 sm:grid-cols-2" />
      </Form>
    </Dialog>
  )
}
