import { changeMeter, createMeter, getMeter, type ListedMeter } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Form, NumberField, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

const COUNTERS = ['rollsOverAt', 'mostPerDay'] as const
const GAUGES = ['lowest', 'highest'] as const

const valuesOf = (meter?: Pick<ListedMeter, 'name' | 'unit' | 'kind' | (typeof COUNTERS | typeof GAUGES)[number]>) => ({
  name: meter?.name ?? '',
  unit: meter?.unit ?? '',
  kind: meter?.kind ?? ('counter' as ListedMeter['kind']),
  rollsOverAt: meter?.rollsOverAt ?? null,
  mostPerDay: meter?.mostPerDay ?? null,
  lowest: meter?.lowest ?? null,
  highest: meter?.highest ?? null,
})

/** What a meter is called, what it counts, and which values are possible. */
export function MeterForm({ assetId, meter, onClose }: { assetId: string; meter?: ListedMeter; onClose: () => void }) {
  const { t } = useTranslation('assets')
  const client = useQueryClient()
  const version = useRef(meter?.version)
  const form = useRecordForm<ReturnType<typeof valuesOf> & { startValue?: string | null }>({
    initial: { ...valuesOf(meter), ...(!meter && { startValue: null }) },
    draft: `meter:${meter?.id ?? assetId}`,
    save: (values, changed) => {
      const misplaced: readonly string[] = values.kind === 'counter' ? GAUGES : COUNTERS
      const fitting = (given: object) => Object.fromEntries(Object.entries(given).filter(([field, value]) => !misplaced.includes(field) && (meter || value !== null)))
      return meter
        ? changeMeter({ path: { meter_id: meter.id }, body: fitting(changed), headers: ifMatch(version.current) })
        : createMeter({ path: { asset_id: assetId }, body: fitting(values) as never })
    },
    ...(meter && {
      latest: async () => {
        const now = await getMeter({ path: { meter_id: meter.id } })
        version.current = now.version
        return valuesOf(now)
      },
    }),
    onSaved: () => {
      tell(t(meter ? 'meter.saved' : 'meter.created', { name: form.getValues('name') }))
      void readAnew(client, ['Meter', 'Reading'])
      onClose()
    },
  })
  const kind = form.watch('kind')
  const unit = form.watch('unit')
  return (
    <Dialog
      open
      onClose={onClose}
      title={meter ? t('editTitle', { name: meter.name }) : t('meter.add')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="meter-form" look="primary" busy={form.saving}>{meter ? t('common:save') : t('meter.addVerb')}</Button>
        </>
      }
    >
      <Form form={form} id="meter-form" className="grid gap-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`meter.field.${field}`), value: String(value ?? '') })}>
        <TextField name="name" label={t('meter.field.name')} placeholder={t('meter.nameExample')} required autoFocus />
        <TextField name="unit" label={t('meter.field.unit')} placeholder={t('meter.unitExample')} required />
        <SelectField
          name="kind"
          label={t('meter.field.kind')}
          hint={t(kind === 'gauge' ? 'meter.kindAbout.gauge' : 'meter.kindAbout.counter')}
          options={(['counter', 'gauge'] as const).map((value) => ({ value, label: t(`meter.kind.${value}`) }))}
          className="sm:col-span-2"
        />
        {kind === 'counter' ? (
          <>
            {!meter && <NumberField name="startValue" label={t('meter.shows')} hint={t('meter.showsHint')} unit={unit} />}
            <NumberField name="mostPerDay" label={t('meter.field.mostPerDay')} hint={t('meter.mostHint')} unit={unit} />
            <NumberField name="rollsOverAt" label={t('meter.field.rollsOverAt')} hint={t('meter.rollsHint')} unit={unit} />
          </>
        ) : (
          <>
            <NumberField name="lowest" label={t('meter.field.lowest')} unit={unit} />
            <NumberField name="highest" label={t('meter.field.highest')} unit={unit} />
          </>
        )}
      </Form>
    </Dialog>
  )
}
