import { changeSite, createSite, getSite, type Site } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CustomFields, customPatch } from '@/ui/custom'
import { Form, NumberField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

const ZONES = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []

const valuesOf = (site?: Site) => ({
  name: site?.name ?? '',
  code: site?.code ?? null,
  address: site?.address ?? null,
  timeZone: site?.timeZone ?? null,
  latitude: site?.latitude ?? null,
  longitude: site?.longitude ?? null,
  custom: site?.custom ?? ({} as Record<string, unknown>),
})
type Values = ReturnType<typeof valuesOf>

/** The facts of a site. A name is enough. */
export function SiteForm({ site, onClose, onSaved }: { site?: Site; onClose: () => void; onSaved?: (site: Site) => void }) {
  const { t } = useTranslation('places')
  const { tenant, household } = useAccount()
  const client = useQueryClient()
  const version = useRef(site?.version)
  const bodyOf = (values: Partial<Values>) => ({ ...values, ...(values.custom && { custom: customPatch(site?.custom, values.custom) }) })
  const form = useRecordForm<Values, Site>({
    initial: valuesOf(site),
    draft: `site:${site?.id ?? 'new'}`,
    save: (values, changed) =>
      site ? changeSite({ path: { site_id: site.id }, body: bodyOf(changed), headers: ifMatch(version.current) }) : createSite({ body: bodyOf(values) as never }),
    ...(site && {
      latest: async () => {
        const now = await getSite({ path: { site_id: site.id } })
        version.current = now.version
        return valuesOf(now)
      },
    }),
    onSaved: (saved) => {
      tell(t(site ? 'saved' : 'created', { name: saved.name }))
      void readAnew(client, ['Site', 'Asset'])
      onClose()
      onSaved?.(saved)
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={site ? t('editTitle', { name: site.name }) : t('create')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="site-form" look="primary" busy={form.saving}>{site ? t('common:save') : t('createVerb')}</Button>
        </>
      }
    >
      <Form form={form} id="site-form" className="grid gap-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`field.${field}`), value: String(value ?? '') })}>
        <TextField name="name" label={t('field.name')} required autoFocus maxLength={200} className="sm:col-span-2" />
        <TextArea name="address" label={t('field.address')} rows={2} className="sm:col-span-2" />
        {!household && <TextField name="code" label={t('field.code')} hint={t('field.codeHint')} />}
        <TextField name="timeZone" label={t('field.timeZone')} hint={t('field.timeZoneHint', { zone: tenant.timeZone })} list="time-zones" placeholder={tenant.timeZone} {...(household && { className: 'sm:col-span-2' })} />
        <datalist id="time-zones">{ZONES.map((zone) => <option key={zone} value={zone} />)}</datalist>
        <NumberField name="latitude" label={t('field.latitude')} hint={t('field.coordinatesHint')} min={-90} max={90} />
        <NumberField name="longitude" label={t('field.longitude')} min={-180} max={180} />
        <CustomFields entity="site" className="grid gap-4 border-t pt-4 sm:col-span-2 sm:grid-cols-2" />
      </Form>
    </Dialog>
  )
}
