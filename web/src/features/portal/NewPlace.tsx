import { openPortalPlace } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { readAnew } from '@/lib/query'
import { Form, FormActions, RecordField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

/** A page for a site, a location or an asset; for everything when nothing is chosen. */
export function NewPlace({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('portal')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { name: null as string | null, siteId: null as string | null, locationId: null as string | null, assetId: null as string | null },
    // The API takes one subject: the narrowest that was chosen.
    save: ({ name, siteId, locationId, assetId }) => openPortalPlace({ body: { name, ...(assetId ? { assetId } : locationId ? { locationId } : siteId ? { siteId } : {}) } }),
    onSaved: () => {
      tell(t('opened'))
      void readAnew(client, ['Portal'])
      onClose()
    },
  })
  const siteId = form.watch('siteId')
  const within = siteId ? { within: { siteId: [siteId] } } : {}
  return (
    <Dialog open onClose={onClose} title={t('open')} about={t('openHelp')}>
      <Form form={form} className="flex flex-col gap-4">
        <RecordField name="siteId" kind="site" label={t('field.site')} />
        {siteId && <RecordField name="locationId" kind="location" label={t('field.location')} {...within} />}
        <RecordField name="assetId" kind="asset" label={t('field.asset')} {...within} />
        <TextField name="name" label={t('field.name')} hint={t('nameHint')} />
        <FormActions form={form} verb={t('open')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
