import clsx from 'clsx'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateField, Field, NumberField, SelectField } from '@/ui/form'
import { daysIn, monthName, weekdayName } from './names'
import { type Repeat, WEEKDAYS, type TriggerValues, type Weekday } from './triggers'

const UNITS: ReadonlyArray<[Repeat, ...Repeat[]]> = [['daily'], ['weekly'], ['monthly', 'monthly_weekday'], ['yearly']]

/** Dates that a calendar gives: every so many days, weeks on weekdays, months, years. */
export function CalendarFixed({ at }: { at: string }) {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext()
  const { rule, ends } = useWatch({ name: `${at}.series` }) as TriggerValues['series']
  const unit = UNITS.find((each) => each.includes(rule.repeat))![0]
  const every = Number(rule.every ?? 1)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <NumberField name={`${at}.series.rule.every`} label={t('trigger.every')} asNumber min={1} max={5000} step={1} className="w-20" />
        <Field label={t('trigger.unit')} className="w-28">
          {(ids) => (
            <select {...ids} className="control" value={unit} onChange={(event) => setValue(`${at}.series.rule.repeat`, event.target.value, { shouldDirty: true })}>
              <option value="daily">{t('unit.days', { count: every })}</option>
              <option value="weekly">{t('unit.weeks', { count: every })}</option>
              <option value="monthly">{t('unit.months', { count: every })}</option>
              <option value="yearly">{t('unit.years', { count: every })}</option>
            </select>
          )}
        </Field>
        {rule.repeat === 'weekly' && <Weekdays name={`${at}.series.rule.weekdays`} />}
        {unit === 'monthly' && <DayOfMonth at={at} repeat={rule.repeat} />}
        {rule.repeat === 'yearly' && (
          <>
            <SelectField name={`${at}.series.rule.month`} label={t('trigger.month')} className="w-36" options={months()} />
            <SelectField name={`${at}.series.rule.day`} label={t('trigger.day')} className="w-20" options={days(daysIn(Number(rule.month ?? 1)))} />
          </>
        )}
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <DateField name={`${at}.series.anchor`} label={t('trigger.anchor')} required className="w-40" />
        <SelectField
          name={`${at}.series.ends`}
          label={t('trigger.ends')}
          className="w-40"
          options={[
            { value: 'never', label: t('trigger.never') },
            { value: 'until', label: t('trigger.until') },
            { value: 'count', label: t('trigger.times') },
          ]}
        />
        {ends === 'until' && <DateField name={`${at}.series.until`} label={t('trigger.lastDay')} required className="w-40" />}
        {ends === 'count' && <NumberField name={`${at}.series.count`} label={t('trigger.howOften')} asNumber min={1} max={10000} step={1} required className="w-40" />}
      </div>
    </div>
  )
}

const months = () => Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), label: monthName(at + 1) }))
const days = (last: number) => Array.from({ length: last }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))

/** The days of the week, several of which may be chosen. */
function Weekdays({ name }: { name: string }) {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext()
  const chosen = (useWatch({ name }) as Weekday[] | undefined) ?? []
  const toggle = (day: Weekday) => setValue(name, chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day], { shouldDirty: true })
  return (
    <Field label={t('trigger.on')} group>
      {() => (
        <div className="flex flex-wrap gap-1">
          {WEEKDAYS.map((day) => (
            <label
              key={day}
              title={weekdayName(day)}
              className={clsx(
                'grid h-8 min-w-9 place-items-center rounded-md border px-1.5 text-sm select-none has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus pointer-coarse:h-11 pointer-coarse:min-w-11',
                chosen.includes(day) ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-edge bg-raised hover:bg-hover',
              )}
            >
              <input type="checkbox" className="sr-only" aria-label={weekdayName(day)} checked={chosen.includes(day)} onChange={() => toggle(day)} />
              <span aria-hidden>{weekdayName(day, 'short')}</span>
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}

/** Day 15, or the second Monday. */
function DayOfMonth({ at, repeat }: { at: string; repeat: Repeat }) {
  const { t } = useTranslation('plans')
  return (
    <>
      <SelectField
        name={`${at}.series.rule.repeat`}
        label={t('trigger.on')}
        className="w-40"
        options={[
          { value: 'monthly', label: t('trigger.dayOfMonth') },
          { value: 'monthly_weekday', label: t('trigger.weekdayOfMonth') },
        ]}
      />
      {repeat === 'monthly' ? (
        <SelectField name={`${at}.series.rule.day`} label={t('trigger.day')} className="w-20" options={days(31)} />
      ) : (
        <>
          <SelectField
            name={`${at}.series.rule.nth`}
            label={t('trigger.nth')}
            className="w-24"
            options={['1', '2', '3', '4', '-1'].map((value) => ({ value, label: t(`place.${value}`) }))}
          />
          <SelectField name={`${at}.series.rule.weekday`} label={t('trigger.weekday')} className="w-32" options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value) }))} />
        </>
      )}
    </>
  )
}
