import type { LogEntry } from '@fettle/client'
import { getLogEntryOptions, getWorkOrderOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCheck, Pencil, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, moment } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { StatusBadge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { Read } from '@/ui/states'
import { CloseReviewed } from './CloseReviewed'
import { CorrectForm } from './CorrectForm'
import { LineTable } from './LineTable'
import { ReverseForm } from './ReverseForm'

interface Props {
  id: string
  onClose: () => void
  /** Show another entry instead. */
  onGo: (id: string) => void
}

/** One entry with all its lines, and what a supervisor does about it. */
export function EntrySheet({ id, onClose, onGo }: Props) {
  const { t } = useTranslation('logs')
  const query = useQuery(getLogEntryOptions({ path: { log_entry_id: id } }))
  return (
    <Dialog open side size="lg" onClose={onClose} title={query.data ? t('entry.title', { day: day(query.data.performedOn, { weekday: true }) }) : t('entry.one')}>
      <Read query={query}>{(entry) => <Known key={entry.id} entry={entry} onGo={onGo} />}</Read>
    </Dialog>
  )
}

function Known({ entry, onGo }: { entry: LogEntry; onGo: (id: string) => void }) {
  const { t } = useTranslation('logs')
  const { may, me } = useAccount()
  const takesBack = may('logs:reverse') || (may('logs:create') && entry.createdBy === me.id)
  const name = usePersonName()
  const [mode, setMode] = useState<'reverse' | 'correct' | 'close'>()
  const { data: workOrder } = useQuery(getWorkOrderOptions({ path: { work_order_id: entry.workOrderId } }))
  const frozen = workOrder?.status === 'closed'
  const stands = !entry.reversedById && !entry.reversesId
  const closes = workOrder?.allowedTransitions?.some(({ toStatus }) => toStatus === 'closed') ?? false
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-2">
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: entry.workOrderId }} className="link font-medium">
          {workOrder ? `WO-${workOrder.number}` : '…'}
        </Link>
        <span className="min-w-0 break-words">{workOrder?.title}</span>
        {workOrder && <StatusBadge status={workOrder.status} />}
      </p>
      {entry.reversedById && <Related words={t('entry.reversed')} verb={t('entry.toReversal')} onGo={() => onGo(entry.reversedById!)} />}
      {entry.reversesId && <Related words={t('entry.reversal')} verb={t('entry.toOriginal')} onGo={() => onGo(entry.reversesId!)} />}
      <Facts
        wide
        facts={[
          { label: t('column.who'), value: entry.staffName },
          { label: t('entry.by'), value: name(entry.createdBy) },
          { label: t('entry.at'), value: moment(entry.createdAt) },
          { label: entry.reversesId ? t('reverse.reason') : t('column.note'), value: entry.note && <span className="whitespace-pre-line">{entry.note}</span> },
        ]}
      />
      <LineTable entry={entry} />
      {frozen && <p className="text-sm text-muted">{t('entry.frozen')}</p>}
      {mode === 'reverse' && <ReverseForm entry={entry} onCancel={() => setMode(undefined)} onDone={() => setMode(undefined)} />}
      {mode === 'correct' && <CorrectForm entry={entry} onCancel={() => setMode(undefined)} onDone={onGo} />}
      {!mode && (
        <div className="flex flex-wrap gap-2">
          {stands && !frozen && takesBack && may('logs:create') && (
            <Button icon={Pencil} onClick={() => setMode('correct')}>
              {t('correct.open')}
            </Button>
          )}
          {stands && !frozen && takesBack && (
            <Button icon={Undo2} onClick={() => setMode('reverse')}>
              {t('reverse.open')}
            </Button>
          )}
          {closes && may('work_orders:close') && (
            <Button look="primary" icon={CheckCheck} className="ml-auto" onClick={() => setMode('close')}>
              {t('close.open')}
            </Button>
          )}
        </div>
      )}
      {mode === 'close' && workOrder && <CloseReviewed workOrders={[workOrder as never]} onClose={() => setMode(undefined)} onDone={() => undefined} />}
    </div>
  )
}

function Related({ words, verb, onGo }: { words: string; verb: string; onGo: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <span className="flex-1">{words}</span>
      <Button size="sm" onClick={onGo}>
        {verb}
      </Button>
    </p>
  )
}
