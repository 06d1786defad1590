import { acknowledgeNotification, muteRecord, readNotification, snoozeNotification, unmuteRecord } from '@fettle/client'
import type { Notification } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { AlarmClock, BellOff, Check, Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { time } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { ICONS, isMutable } from './kinds'
import { later } from './later'

/** One thing that somebody was told. Opening it counts as read. */
export function Told({ told }: { told: Notification }) {
  const { t } = useTranslation('notifications')
  const Icon = ICONS[told.subject]
  const path = { notification_id: told.id }
  const touches = ['Notification', 'Reminder']
  const read = useAct({ do: () => readNotification({ path }), touches })
  const acknowledge = useAct({ do: () => acknowledgeNotification({ path }), touches, done: t('acknowledged') })
  const snooze = useAct({ do: (until: string) => snoozeNotification({ path, body: { until } }), touches, done: t('snoozed') })
  const mute = useAct({
    do: () => muteRecord({ path: { record_id: told.subjectId! }, body: { subject: told.subject as 'work_order' } }),
    touches: ['Mute'],
    done: t('muted'),
    undo: () => unmuteRecord({ path: { record_id: told.subjectId! } }),
  })
  const reminded = told.reminderId && !told.acknowledgedAt
  return (
    <li className={clsx('flex items-start gap-3 border-b px-3 py-2.5 last:border-b-0', !told.readAt && 'bg-accent-soft/40')}>
      <span className={clsx('relative mt-0.5 grid size-7 shrink-0 place-items-center rounded-full', told.urgent ? 'bg-bad-soft text-bad' : 'bg-quiet-soft text-quiet')}>
        <Icon aria-hidden className="size-4" />
        {!told.readAt && <span className="absolute -top-0.5 -right-0.5 size-2.5 rounded-full border-2 border-raised bg-accent" title={t('unread')} />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <Link to={told.link as never} onClick={() => !told.readAt && read.mutate()} className="min-w-0 font-medium break-words hover:underline">
            {told.title}
          </Link>
          {!told.readAt && <span className="sr-only">{t('unread')}</span>}
          {told.urgent && <Badge tone="bad">{t('urgent')}</Badge>}
        </p>
        {told.body && <p className="text-sm break-words whitespace-pre-line text-muted">{told.body}</p>}
        {reminded && (
          <div className="mt-1.5 flex flex-wrap gap-2">
            <Button size="sm" icon={Check} onClick={() => acknowledge.mutate()}>
              {t('acknowledge')}
            </Button>
            <Menu
              align="start"
              label={t('snooze')}
              trigger={
                <Button size="sm" icon={AlarmClock}>
                  {t('snooze')}
                </Button>
              }
              items={later().map(({ key, until }) => ({ label: t(`later.${key}`), onSelect: () => snooze.mutate(until) }))}
            />
          </div>
        )}
      </div>
      <time dateTime={told.createdAt} className="shrink-0 text-xs text-muted">
        {time(told.createdAt)}
      </time>
      <Menu
        label={t('common:more')}
        trigger={<IconButton size="sm" icon={Ellipsis} label={t('moreOf', { title: told.title })} />}
        items={[
          !told.readAt && { label: t('markRead'), icon: Check, onSelect: () => read.mutate() },
          isMutable(told.subject) && !!told.subjectId && { label: t('mute'), icon: BellOff, onSelect: () => mute.mutate() },
        ]}
      />
    </li>
  )
}
