import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateField, NumberField, SelectField } from '@/ui/form'

/** So long after the work was last done. */
export function CalendarFloating({ at }: { at: string }) {
  const { t } = useTranslation('plans')
  const count = Number(useWatch({ name: `${at}.interval.every` }) ?? 1)
  return (
    <div className="flex flex-wrap items-start gap-3">
      <NumberField name={`${at}.interval.every`} label={t('trigger.after')} asNumber min={1} max={5000} step={1} required className="w-24" />
      <SelectField
        name={`${at}.interval.unit`}
        label={t('trigger.unit')}
        className="w-36"
        options={[
          { value: 'days', label: t('unit.days', { count }) },
          { value: 'weeks', label: t('unit.weeks', { count }) },
          { value: 'months', label: t('unit.months', { count }) },
          { value: 'years', label: t('unit.years', { count }) },
        ]}
      />
      <DateField name={`${at}.startsOn`} label={t('trigger.first')} required className="w-40" />
    </div>
  )
}

export function OneTime({ at }: { at: string }) {
  const { t } = useTranslation('plans')
  return <DateField name={`${at}.on`} label={t('trigger.date')} required className="w-40" />
}
