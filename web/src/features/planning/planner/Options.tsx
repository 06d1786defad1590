import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateField, Field, NumberField, SelectField, TextArea, TextField } from '@/ui/form'
import { Fault } from '../trigger/Fault'
import type { PlanValues } from './values'

const REMINDERS = [0, 1, 3, 7, 14, 30]

/** What few plans need to say, with what happens where nothing is said. */
export function Options() {
  const { t } = useTranslation('plans')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField name="leadDays" label={t('field.leadDays')} hint={t('field.leadDaysHelp')} asNumber min={0} max={366} step={1} />
      <NumberField name="horizonDays" label={t('field.horizonDays')} hint={t('field.horizonDaysHelp')} asNumber min={0} max={1100} step={1} />
      <TextField name="dueTime" type="time" label={t('field.dueTime')} hint={t('field.dueTimeHelp')} />
      <DateField name="endsOn" label={t('field.endsOn')} hint={t('field.endsOnHelp')} />
      <SelectField
        name="ifPreviousOpen"
        label={t('field.ifOpen')}
        options={[
          { value: 'skip', label: t('ifOpen.skip') },
          { value: 'merge', label: t('ifOpen.merge') },
          { value: 'beside', label: t('ifOpen.beside') },
        ]}
      />
      <SelectField
        name="catchUp"
        label={t('field.catchUp')}
        hint={t('field.catchUpHelp')}
        options={[
          { value: 'latest', label: t('catchUp.latest') },
          { value: 'all', label: t('catchUp.all') },
          { value: 'none', label: t('catchUp.none') },
        ]}
      />
      <Reminders />
      <TextArea name="description" label={t('field.notes')} className="sm:col-span-2" />
    </div>
  )
}

function Reminders() {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext<PlanValues>()
  const days = useWatch<PlanValues, 'notifyDaysBefore'>({ name: 'notifyDaysBefore' })
  const offered = [...new Set([...REMINDERS, ...days])].sort((one, other) => one - other)
  const toggle = (each: number) => setValue('notifyDaysBefore', days.includes(each) ? days.filter((day) => day !== each) : [...days, each], { shouldDirty: true })
  return (
    <Field label={t('field.reminders')} group className="sm:col-span-2">
      {() => (
        <>
          <div className="flex flex-wrap gap-x-5">
            {offered.map((each) => (
              <label key={each} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input type="checkbox" className="size-4 accent-(--accent)" checked={days.includes(each)} onChange={() => toggle(each)} />
                {each === 0 ? t('reminder.onDay') : t('reminder.before', { count: each })}
              </label>
            ))}
          </div>
          <Fault name="notifyDaysBefore" />
        </>
      )}
    </Field>
  )
}
