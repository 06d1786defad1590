import { acknowledgeReminder, type Reminder } from '@fettle/client'
import { listRemindersOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellRing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { addDays } from '@/lib/days'
import { instantOf, localDay, moment, relative } from '@/lib/format'
import { useAct } from '@/lib/query'
import { type RecordKind, useChoice } from '@/lib/records'
import { Button } from '@/ui/button'

const MOST = 4
/** What reminders are about, as far as it has a screen. */
const SUBJECTS: Record<string, { kind: RecordKind; to: string; param: string }> = {
  work_order: { kind: 'workOrder', to: '/work-orders/$workOrderId', param: 'workOrderId' },
  asset: { kind: 'asset', to: '/assets/$assetId', param: 'assetId' },
  maintenance_plan: { kind: 'plan', to: '/plans/$planId', param: 'planId' },
}

/** What this person has been reminded of by today, until they take note of it. */
export function Reminders() {
  const { data } = useQuery(listRemindersOptions({ query: { limit: 20 } }))
  const tomorrow = instantOf(addDays(localDay(new Date()), 1))
  const due = (data?.data ?? []).filter(({ remindAt, subject, state }) => Date.parse(remindAt) < Date.parse(tomorrow) && subject in SUBJECTS && state !== 'acknowledged')
  if (due.length === 0) return null
  return (
    <ul className="divide-y border-b">
      {due.slice(0, MOST).map((reminder) => (
        <ReminderLine key={reminder.id} reminder={reminder} />
      ))}
    </ul>
  )
}

function ReminderLine({ reminder }: { reminder: Reminder }) {
  const { t } = useTranslation('today')
  const { kind, to, param } = SUBJECTS[reminder.subject]!
  const about = useChoice(kind, reminder.subjectId)
  const name = about ? [about.label, kind === 'workOrder' && about.note].filter(Boolean).join(' ') : '…'
  const acknowledge = useAct({
    do: () => acknowledgeReminder({ path: { reminder_id: reminder.id } }),
    touches: ['Reminder', 'Notification'],
    done: t('reminder.done'),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 sm:flex-nowrap">
      <BellRing aria-hidden className="size-4 shrink-0 text-warn" />
      <Link to={to as never} params={{ [param]: reminder.subjectId } as never} title={name} className="min-w-0 flex-1 truncate font-medium hover:underline">
        {name}
      </Link>
      <time dateTime={reminder.dueAt} title={moment(reminder.dueAt)} className="shrink-0 text-sm text-muted">
        {t('reminder.due', { when: relative(reminder.dueAt) })}
      </time>
      <Button size="sm" busy={acknowledge.isPending} onClick={() => acknowledge.mutate()} aria-label={t('reminder.acknowledgeOf', { name })}>
        {t('reminder.acknowledge')}
      </Button>
    </li>
  )
}
