import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckField, Form, FormActions, NumberField, SelectField, TextField } from '@/ui/form'
import { currencyChoices, localeChoices, zoneChoices } from './manners'
import { useTenantForm } from './useTenantForm'

const WEEKDAYS = ['monday', 'saturday', 'sunday'] as const

/** The name, where and in which money the tenant works, and what is usual. */
export function General() {
  const { t, i18n } = useTranslation('settings')
  const form = useTenantForm(
    'general',
    ({ name, locale, timeZone, currency, settings }) => ({
      name,
      locale,
      timeZone,
      currency,
      settings: {
        weekStartsOn: settings.weekStartsOn ?? 'monday',
        invitationDays: settings.invitationDays ?? 7,
        defaultWeeklyHours: settings.defaultWeeklyHours ?? 40,
        dueSoonDays: settings.dueSoonDays ?? 2,
        keepPhotoPosition: settings.keepPhotoPosition ?? false,
      },
    }),
    (_, changed) => changed,
  )
  const { locale, timeZone, currency } = form.formState.defaultValues ?? {}
  const choices = useMemo(
    () => ({ locales: localeChoices(i18n.language, locale ?? 'en'), zones: zoneChoices(timeZone ?? 'UTC'), currencies: currencyChoices(i18n.language, currency ?? 'USD') }),
    [i18n.language, locale, timeZone, currency],
  )
  return (
    <Form form={form} className="flex max-w-2xl flex-col gap-6">
      <div className="flex flex-col gap-4">
        <TextField name="name" label={t('tenant.name')} required />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField name="timeZone" label={t('tenant.timeZone')} hint={t('tenant.timeZoneHint')} options={choices.zones} required />
          <SelectField name="currency" label={t('tenant.currency')} hint={t('tenant.currencyHint')} options={choices.currencies} required />
          <SelectField name="locale" label={t('tenant.locale')} hint={t('tenant.localeHint')} options={choices.locales} required />
          <SelectField name="settings.weekStartsOn" label={t('tenant.weekStartsOn')} options={WEEKDAYS.map((day) => ({ value: day, label: t(`weekday.${day}`) }))} required />
        </div>
      </div>
      <section>
        <h2 className="mb-3 text-base">{t('tenant.usual')}</h2>
        <div className="grid gap-4 sm:grid-cols-3">
          <NumberField name="settings.dueSoonDays" label={t('tenant.dueSoonDays')} hint={t('tenant.dueSoonHint')} unit={t('tenant.days')} min={0} max={60} asNumber required />
          <NumberField name="settings.defaultWeeklyHours" label={t('tenant.weeklyHours')} hint={t('tenant.weeklyHoursHint')} unit="h" min={0} max={168} asNumber required />
          <NumberField name="settings.invitationDays" label={t('tenant.invitationDays')} unit={t('tenant.days')} min={1} max={60} asNumber required />
        </div>
        <CheckField name="settings.keepPhotoPosition" label={t('tenant.photoPosition')} hint={t('tenant.photoPositionHint')} className="mt-3" />
      </section>
      <FormActions form={form} />
    </Form>
  )
}
