import { createCalendarFeed } from '@fettle/client'
import type { FeedKind, IssuedFeed } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { CopyField } from '@/features/settings/lib/CopyField'
import { readAnew } from '@/lib/query'
import type { RecordKind } from '@/lib/records'
import { LANGUAGES } from '@/lib/words'
import { Button, buttonClass } from '@/ui/button'
import { CheckField, Form, FormActions, RecordField, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

const ALARMS = ['0', '15', '60', '1440']
/** `mine` is the feed of the person who asks; the others name whose. */
const SUBJECTS: Record<FeedKind, RecordKind> = { person: 'staff', crew: 'crew', site: 'site', plan: 'plan' }

/** Makes a calendar feed, and shows its secret address this once. */
export function NewFeed({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('identity')
  const [issued, setIssued] = useState<IssuedFeed>()
  if (!issued) return <FeedForm onClose={onClose} onIssued={setIssued} />
  return (
    <Dialog
      open
      title={t('feeds.made', { name: issued.name })}
      about={t('feeds.once')}
      onClose={onClose}
      footer={
        <>
          <a href={issued.url.replace(/^https?:/, 'webcal:')} className={buttonClass()}>
            {t('feeds.open')}
          </a>
          <Button look="primary" onClick={onClose}>
            {t('common:done')}
          </Button>
        </>
      }
    >
      <CopyField label={t('feeds.address')} value={issued.url} hint={t('feeds.addressHint')} />
    </Dialog>
  )
}

function FeedForm({ onClose, onIssued }: { onClose: () => void; onIssued: (feed: IssuedFeed) => void }) {
  const { t, i18n } = useTranslation('identity')
  const { me } = useAccount()
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { of: me.staffId ? 'mine' : 'crew', subjectId: null as string | null, name: null as string | null, language: i18n.language, forecast: false, alarmMinutes: null as string | null },
    save: ({ of, subjectId, alarmMinutes, ...values }) =>
      createCalendarFeed({
        body: { ...values, kind: (of === 'mine' ? 'person' : of) as FeedKind, subjectId: of === 'mine' ? null : subjectId, alarmMinutes: alarmMinutes === null ? null : Number(alarmMinutes) } as never,
      }),
    onSaved: (made: IssuedFeed) => {
      void readAnew(client, ['CalendarFeed'])
      onIssued(made)
    },
  })
  const of = form.watch('of')
  const kinds = [...(me.staffId ? ['mine'] : []), 'person', 'crew', 'site', 'plan']
  return (
    <Dialog open title={t('feeds.new')} onClose={onClose}>
      <Form form={form} className="flex flex-col gap-4">
        <SelectField name="of" label={t('feeds.of')} options={kinds.map((kind) => ({ value: kind, label: t(`feeds.kind.${kind}`) }))} required />
        {of !== 'mine' && <RecordField key={of} name="subjectId" label={t('feeds.whose')} kind={SUBJECTS[of as FeedKind]} required />}
        <TextField name="name" label={t('feeds.name')} hint={t('feeds.nameHint')} autoComplete="off" />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField name="language" label={t('account.language')} options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} required />
          <SelectField name="alarmMinutes" label={t('feeds.alarm')} empty={t('feeds.noAlarm')} options={ALARMS.map((value) => ({ value, label: t(`feeds.before.${value}`) }))} />
        </div>
        <CheckField name="forecast" label={t('feeds.forecast')} hint={t('feeds.forecastHint')} />
        <FormActions form={form} verb={t('feeds.make')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
