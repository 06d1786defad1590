import { useTranslation } from 'react-i18next'
import { NumberField } from '@/ui/form'
import { MeterField, useUnit } from './MeterField'

const unitOf = (unit: string | undefined) => (unit && unit.length <= 5 ? { unit } : {})

/** Every so many units of a counter, whether earlier work was late or not, or since the work was last done. */
export function Metered({ at, floating }: { at: string; floating: boolean }) {
  const { t } = useTranslation('plans')
  const unit = unitOf(useUnit(at))
  return (
    <div className="flex flex-col gap-4">
      <MeterField at={at} counters />
      <div className="flex flex-wrap items-start gap-3">
        <NumberField name={`${at}.every`} label={floating ? t('trigger.after') : t('trigger.every')} min={0} required className="w-32" {...unit} />
        <NumberField name={`${at}.base`} label={t('trigger.base')} hint={floating ? t('trigger.baseFloating') : t('trigger.baseFixed')} min={0} className="w-44" {...unit} />
        <NumberField name={`${at}.lead`} label={t('trigger.leadUnits')} hint={t('trigger.leadUnitsHelp')} min={0} className="w-44" {...unit} />
      </div>
    </div>
  )
}

/** Once when a reading leaves its range. */
export function Condition({ at }: { at: string }) {
  const { t } = useTranslation('plans')
  const unit = unitOf(useUnit(at))
  return (
    <div className="flex flex-col gap-4">
      <MeterField at={at} />
      <div className="flex flex-wrap items-start gap-3">
        <NumberField name={`${at}.above`} label={t('trigger.above')} className="w-32" {...unit} />
        <NumberField name={`${at}.below`} label={t('trigger.below')} className="w-32" {...unit} />
        <NumberField name={`${at}.hysteresis`} label={t('trigger.hysteresis')} hint={t('trigger.hysteresisHelp')} min={0} className="w-56" {...unit} />
      </div>
    </div>
  )
}
