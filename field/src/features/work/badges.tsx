/** Words about work, in their colours. */
import { useTranslation } from 'react-i18next'
import { Badge, Text } from '@/ui'
import { asDay, asTime } from '@/words/format'
import { dueOf, dueWords, isOpen, priorityKey, priorityTone, statusIcon, statusKey, statusTone } from '@/work'
import { usePerson } from '@/session'

export function StatusBadge({ status }: { status: string }) {
  const { t } = useTranslation('common')
  return <Badge label={t(statusKey(status))} tone={statusTone(status)} icon={statusIcon(status)} />
}

/** Nothing for what is as usual, unless `always`. */
export function PriorityBadge({ priority, always = false }: { priority: string; always?: boolean }) {
  const { t } = useTranslation('common')
  const pressing = priority === 'urgent' || priority === 'high'
  return pressing || always ? <Badge label={t(priorityKey(priority))} tone={priorityTone(priority)} icon={pressing ? 'flag' : undefined} /> : null
}

/** Something of this waits to be sent. */
export function UnsentBadge() {
  const { t } = useTranslation('fieldWork')
  return <Badge label={t('unsent.short')} tone="warn" icon="cloud-upload" />
}

/** When it is due, in words: `overdue by 3 days`, `today, 14:00`. */
export function useDueText(): (order: { due_at: number | null; status: string }, now: number) => { text: string; bad: boolean } | undefined {
  const { t } = useTranslation('fieldWork')
  const { timeZone } = usePerson()
  return (order, now) => {
    const due = dueOf(order.due_at, now, timeZone)
    if (!due) return undefined
    if (!isOpen(order)) return { text: t('due.was', { day: asDay(order.due_at!) }), bad: false }
    const { key, count } = dueWords(due)
    const time = due.timed && Math.abs(due.days) <= 1 ? `, ${asTime(order.due_at!)}` : ''
    return { text: t(key, { count, day: asDay(order.due_at!) }) + time, bad: due.kind === 'overdue' }
  }
}

export function DueText({ order, now }: { order: { due_at: number | null; status: string }; now: number }) {
  const said = useDueText()(order, now)
  if (!said) return null
  return (
    <Text size="sm" bold tone={said.bad ? 'bad' : 'muted'} numberOfLines={1}>
      {said.text}
    </Text>
  )
}
