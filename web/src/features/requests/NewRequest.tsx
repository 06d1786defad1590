import { createWorkRequest } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CustomFields } from '@/ui/custom'
import { Form, FormActions, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const

/** One field is enough: what is wrong. */
export function NewRequest({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { t } = useTranslation('requests')
  const client = useQueryClient()
  const [more, setMore] = useState(false)
  const form = useRecordForm({
    draft: 'request:new',
    initial: {
      title: '',
      description: null as string | null,
      priority: 'medium',
      siteId: null as string | null,
      locationId: null as string | null,
      assetId: null as string | null,
      requesterName: null as string | null,
      requesterEmail: null as string | null,
      requesterPhone: null as string | null,
      custom: {},
    },
    save: (values) => createWorkRequest({ body: values as never }),
    onSaved: (request) => {
      tell(t('create.done', { number: request.number }))
      void readAnew(client, ['WorkRequest'])
      onClose()
      onCreated(request.id)
    },
  })
  const siteId = form.watch('siteId')
  return (
    <Dialog open onClose={onClose} title={t('create.title')} size="lg">
      <Form form={form}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="title" label={t('create.what')} required autoFocus className="sm:col-span-2" />
          <RecordField name="siteId" kind="site" label={t('field.site')} />
          <RecordField name="assetId" kind="asset" label={t('field.asset')} {...(siteId && { within: { siteId: [siteId] } })} />
          {more && (
            <>
              {siteId && <RecordField name="locationId" kind="location" label={t('field.location')} within={{ siteId: [siteId] }} />}
              <SelectField name="priority" label={t('field.priority')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
              <TextArea name="description" label={t('field.description')} className="sm:col-span-2" />
              <TextField name="requesterName" label={t('field.requester')} />
              <TextField name="requesterEmail" label={t('field.email')} type="email" />
              <TextField name="requesterPhone" label={t('field.phone')} type="tel" />
              <CustomFields entity="work_request" className="sm:col-span-2" />
            </>
          )}
        </div>
        {!more && (
          <Button look="quiet" size="sm" className="mt-3" onClick={() => setMore(true)}>
            {t('create.more')}
          </Button>
        )}
        <FormActions form={form} verb={t('create.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
