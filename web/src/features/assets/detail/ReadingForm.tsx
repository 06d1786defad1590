import { createReading, type ListedMeter } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { moment, number } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { DateTimeField, Form, NumberField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { oddityOf } from './readings'

interface Props {
  meter: ListedMeter
  onClose: () => void
  onRollover: () => void
  onReplace: () => void
}

/** What a meter shows. Odd values are pointed out while they are typed; impossible ones are refused with the reason. */
export function ReadingForm({ meter, onClose, onRollover, onReplace }: Props) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { value: null as string | null, readAt: new Date().toISOString() as string | null, note: null as string | null },
    save: (values) => createReading({ path: { meter_id: meter.id }, body: values as never }),
    onSaved: ({ value }) => {
      tell(t('reading.added', { value: `${number(value)} ${meter.unit}` }))
      void readAnew(client, ['Meter', 'Reading'])
      onClose()
    },
  })
  const oddity = oddityOf(meter, form.watch('value'))
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t('reading.title', { name: meter.name })}
      {...(meter.lastReadAt && { about: t('reading.last', { value: `${number(meter.lastValue)} ${meter.unit}`, when: moment(meter.lastReadAt) }) })}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="reading-form" look="primary" busy={form.saving}>{t('reading.save')}</Button>
        </>
      }
    >
      <Form form={form} id="reading-form" className="flex flex-col gap-4">
        <NumberField name="value" label={t('reading.value')} unit={meter.unit} required />
        {oddity && (
          <div role="status" className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <div>
              <p>{t(oddity === 'back' ? 'reading.goesBack' : 'reading.outside')}</p>
              {oddity === 'back' && (
                <p className="mt-1.5 flex flex-wrap gap-1.5">
                  {meter.rollsOverAt && <Button size="sm" onClick={onRollover}>{t('meter.rolledOver')}</Button>}
                  {may('meters:write') && <Button size="sm" onClick={onReplace}>{t('meter.replaced')}</Button>}
                </p>
              )}
            </div>
          </div>
        )}
        <DateTimeField name="readAt" label={t('reading.readAt')} required />
        <TextField name="note" label={t('reading.note')} />
      </Form>
    </Dialog>
  )
}
