import { approveWorkOrder } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, moment, relative } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Badge, PriorityMark, type Tone } from '@/ui/badge'
import { Button, buttonClass } from '@/ui/button'
import type { Need, Reason } from './needs'

const TONES: Record<Reason, Tone> = { overdueMine: 'bad', urgent: 'bad', overdue: 'bad', review: 'good', approve: 'violet', onHold: 'warn', mine: 'accent', crew: 'accent', due: 'quiet' }
const TOUCHED = ['WorkOrder', 'Calendar', 'Workload', 'Backlog']

/** One work order, why it stands here, and the verb that is due. */
export function NeedLine({ need: { row, reason } }: { need: Need }) {
  const { t } = useTranslation('today')
  const { may } = useAccount()
  const approve = useAct({
    do: () => approveWorkOrder({ path: { work_order_id: row.id } }),
    touches: TOUCHED,
    done: t('needs.approved', { number: `WO-${row.number}` }),
  })
  const who = row.assigneeName ?? row.crewName
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 sm:flex-nowrap">
      <PriorityMark priority={row.priority} />
      <div className="min-w-0 flex-1 basis-48">
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: row.id }} className="flex min-w-0 items-baseline gap-2 hover:underline">
          <span className="shrink-0 text-sm text-muted">WO-{row.number}</span>
          <span className="truncate font-medium" title={row.title}>{row.title}</span>
        </Link>
        <p className="truncate text-sm text-muted">{[row.siteName, row.locationName, who ?? t('common:nobody')].filter(Boolean).join(' · ')}</p>
      </div>
      {row.dueAt && (
        <time dateTime={row.dueAt} title={moment(row.dueAt)} className={row.overdue ? 'shrink-0 text-sm font-medium text-bad' : 'shrink-0 text-sm text-muted'}>
          {row.overdue ? relative(row.dueAt) : day(row.dueAt)}
        </time>
      )}
      <Badge tone={TONES[reason]} className="shrink-0">{t(`reason.${reason}`)}</Badge>
      {reason === 'approve' && may('work_orders:approve') && (
        <Button size="sm" busy={approve.isPending} onClick={() => approve.mutate()} aria-label={t('needs.approve', { number: `WO-${row.number}` })}>
          {t('common:verb.approve')}
        </Button>
      )}
      {reason === 'review' && (
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: row.id }} className={buttonClass('plain', 'sm')}>
          {t('needs.review')}
          <span className="sr-only"> WO-{row.number}</span>
        </Link>
      )}
    </li>
  )
}
