import { acknowledgeReminder, snoozeReminder } from '@fettle/client'
import { listRemindersInfiniteOptions } from '@fettle/client/queries'
import type { Reminder } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { AlarmClock, Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { moment } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Button } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { Empty, Failed, Loading } from '@/ui/states'
import { ICONS } from './kinds'
import { later } from './later'

const PLACES = { work_order: '/work-orders/', work_request: '/requests/', asset: '/assets/', maintenance_plan: '/plans/' } as const
const KINDS = { work_order: 'workOrder', asset: 'asset', maintenance_plan: 'plan' } as const

/** Reminders that wait: stored, met late rather than lost. */
export function Coming() {
  const { t } = useTranslation('notifications')
  const { rows, query } = usePages<Reminder>(listRemindersInfiniteOptions({ query: {} }))
  if (query.isPending) return <Loading />
  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (rows.length === 0) return <Empty icon={AlarmClock} title={t('noReminders')} />
  return (
    <ul className="overflow-hidden rounded-lg border bg-raised">
      {rows.map((each) => (
        <Waiting key={each.id} reminder={each} />
      ))}
    </ul>
  )
}

function Waiting({ reminder }: { reminder: Reminder }) {
  const { t } = useTranslation('notifications')
  const Icon = ICONS[reminder.subject]
  const subject = reminder.subject in KINDS ? (reminder.subject as keyof typeof KINDS) : undefined
  const found = useChoice(subject ? KINDS[subject] : 'asset', subject ? reminder.subjectId : null)
  const path = { reminder_id: reminder.id }
  const acknowledge = useAct({ do: () => acknowledgeReminder({ path }), touches: ['Reminder'], done: t('acknowledged') })
  const snooze = useAct({ do: (until: string) => snoozeReminder({ path, body: { until } }), touches: ['Reminder'], done: t('snoozed') })
  const place = PLACES[reminder.subject as keyof typeof PLACES]
  const name = [found?.label, subject === 'work_order' && found?.note].filter(Boolean).join(' ') || t(`kind.${reminder.kind}`)
  return (
    <li className="flex flex-wrap items-center gap-3 border-b px-3 py-2.5 last:border-b-0">
      <Icon aria-hidden className="size-4 text-muted" />
      <div className="min-w-0 flex-1">
        {place ? (
          <Link to={`${place}${reminder.subjectId}` as never} className="font-medium break-words hover:underline">
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <p className="text-sm text-muted">
          {t(`kind.${reminder.kind}`)} · {t('dueAt', { at: moment(reminder.dueAt) })} · {t('remindAt', { at: moment(reminder.snoozedUntil ?? reminder.remindAt) })}
        </p>
      </div>
      <Button size="sm" icon={Check} onClick={() => acknowledge.mutate()}>
        {t('acknowledge')}
      </Button>
      <Menu
        label={t('snooze')}
        trigger={
          <Button size="sm" icon={AlarmClock}>
            {t('snooze')}
          </Button>
        }
        items={later().map(({ key, until }) => ({ label: t(`later.${key}`), onSelect: () => snooze.mutate(until) }))}
      />
    </li>
  )
}
