import { type AssetDetail, changeDowntime, type Downtime, getDowntime, startDowntime } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CheckField, DateTimeField, Form, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { TOUCHED } from './useDowntime'

const valuesOf = (downtime: Downtime | undefined) => ({
  startedAt: downtime?.startedAt ?? (new Date().toISOString() as string | null),
  endedAt: downtime?.endedAt ?? null,
  planned: downtime?.planned ?? false,
  reasonId: downtime?.reasonId ?? null,
  note: downtime?.note ?? null,
})

/** When an asset went down, until when, and why. Without an end it is down from then on. */
export function DowntimeForm({ asset, downtime, onClose }: { asset: AssetDetail; downtime?: Downtime; onClose: () => void }) {
  const { t } = useTranslation('assets')
  const client = useQueryClient()
  const version = useRef(downtime?.version)
  const form = useRecordForm({
    initial: valuesOf(downtime),
    draft: `downtime:${downtime?.id ?? asset.id}`,
    save: (values, changed) =>
      downtime
        ? changeDowntime({ path: { downtime_id: downtime.id }, body: changed as never, headers: ifMatch(version.current) })
        : startDowntime({ path: { asset_id: asset.id }, body: values }),
    ...(downtime && {
      latest: async () => {
        const now = await getDowntime({ path: { downtime_id: downtime.id } })
        version.current = now.version
        return valuesOf(now)
      },
    }),
    onSaved: (saved) => {
      tell(downtime ? t('downtime.saved') : saved.endedAt ? t('downtime.recorded') : t('downtime.started', { name: asset.name }))
      void readAnew(client, TOUCHED)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(downtime ? 'downtime.editTitle' : 'downtime.title', { name: asset.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="downtime-form" look="primary" busy={form.saving}>
            {downtime ? t('common:save') : form.watch('endedAt') ? t('downtime.record') : t('downtime.markDownVerb')}
          </Button>
        </>
      }
    >
      <Form form={form} id="downtime-form" className="grid gap-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`downtime.field.${field}`), value: String(value ?? '') })}>
        <DateTimeField name="startedAt" label={t('downtime.field.startedAt')} required />
        <DateTimeField name="endedAt" label={t('downtime.field.endedAt')} hint={t('downtime.endHint')} />
        <RecordField name="reasonId" kind="reason" within={{ kind: ['downtime'] }} label={t('downtime.field.reasonId')} className="sm:col-span-2" />
        <TextArea name="note" label={t('downtime.field.note')} className="sm:col-span-2" />
        <CheckField name="planned" label={t('downtime.field.planned')} hint={t('downtime.plannedHint')} className="sm:col-span-2" />
      </Form>
    </Dialog>
  )
}
