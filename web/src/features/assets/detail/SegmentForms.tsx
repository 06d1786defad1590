import { type ListedMeter, replaceMeter, rollMeterOver } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { DateTimeField, Form, NumberField, type RecordForm, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

const now = () => new Date().toISOString() as string | null

function useDone(onClose: () => void) {
  const client = useQueryClient()
  return (words: string) => {
    tell(words)
    void readAnew(client, ['Meter', 'Reading'])
    onClose()
  }
}

/** A counter went past its highest value and began again at zero. */
export function RolloverForm({ meter, onClose }: { meter: ListedMeter; onClose: () => void }) {
  const { t } = useTranslation('assets')
  const done = useDone(onClose)
  const form = useRecordForm({
    initial: { at: now(), value: null as number | null, note: null as string | null },
    save: (values) => rollMeterOver({ path: { meter_id: meter.id }, body: values as never }),
    onSaved: () => done(t('meter.rolloverSaved', { name: meter.name })),
  })
  return (
    <Sheet form={form} onClose={onClose} title={t('meter.rolloverTitle', { name: meter.name })} about={t('meter.rolloverAbout', { at: number(meter.rollsOverAt) })}>
      <NumberField name="value" label={t('reading.value')} unit={meter.unit} required asNumber min={0} />
      <DateTimeField name="at" label={t('reading.readAt')} required />
      <TextField name="note" label={t('reading.note')} />
    </Sheet>
  )
}

/** Another meter was put in; what the asset ran in all goes on. */
export function ReplaceForm({ meter, onClose }: { meter: ListedMeter; onClose: () => void }) {
  const { t } = useTranslation('assets')
  const done = useDone(onClose)
  const form = useRecordForm({
    initial: { at: now(), finalValue: null as string | null, startValue: '0' as string | null, note: null as string | null },
    save: ({ startValue, ...values }) => replaceMeter({ path: { meter_id: meter.id }, body: { ...values, startValue: startValue ?? '0' } as never }),
    onSaved: () => done(t('meter.replacementSaved', { name: meter.name })),
  })
  return (
    <Sheet form={form} onClose={onClose} title={t('meter.replaceTitle', { name: meter.name })} about={t('meter.replaceAbout')}>
      <NumberField name="finalValue" label={t('meter.finalValue')} hint={t('meter.finalHint')} unit={meter.unit} />
      <NumberField name="startValue" label={t('meter.startValue')} unit={meter.unit} required />
      <DateTimeField name="at" label={t('meter.replacedAt')} required />
      <TextField name="note" label={t('reading.note')} />
    </Sheet>
  )
}

function Sheet({ form, title, about, onClose, children }: { form: RecordForm<any>; title: string; about: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('assets')
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={title}
      about={about}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="segment-form" look="primary" busy={form.saving}>{t('common:save')}</Button>
        </>
      }
    >
      <Form form={form} id="segment-form" className="flex flex-col gap-4">{children}</Form>
    </Dialog>
  )
}
