import type { LogEntry, WorkOrderDetail } from '@fettle/client'
import { Clock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { hours, money } from '@/lib/format'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { takesLogs } from '../rules'
import { Entry } from './Entry'
import { paired, totalsOf } from './lines'
import { LogSheet } from './LogSheet'
import { ReverseDialog } from './ReverseDialog'
import { useLog } from './useLog'

/** What was used: hours, material, equipment, contractors. Append-only; mistakes are taken back, not wiped out. */
export function Log({ workOrder, onLog }: { workOrder: WorkOrderDetail; onLog: () => void }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { entries, query } = useLog(workOrder.id, may('logs:read'))
  const [corrected, setCorrected] = useState<LogEntry>()
  const [reversed, setReversed] = useState<LogEntry>()
  const open = takesLogs(workOrder)
  const seesCosts = may('costs:read')
  const totals = totalsOf(entries)
  if (!may('logs:read')) return null
  return (
    <Panel
      flush
      title={t('log.title')}
      actions={
        open && may('logs:create') && (
          <Button size="sm" icon={Clock} onClick={onLog} title={`${t('log.log')} (L)`}>
            {t('log.log')}
          </Button>
        )
      }
    >
      {query.isError && entries.length === 0 && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={2} />}
      {query.isSuccess && entries.length === 0 && <p className="px-4 py-3 text-muted">{t(workOrder.status === 'new' ? 'log.notYet' : 'log.none')}</p>}
      {totals.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-1 border-b bg-paper px-4 py-2 text-sm">
          {totals.map(({ kind, hours: worked, amount }) => (
            <div key={kind} className="flex gap-1.5">
              <dt className="text-muted">{t(`common:lineKind.${kind}`)}</dt>
              <dd className="font-medium">{[worked ? hours(worked) : '', seesCosts && amount ? money(amount) : ''].filter(Boolean).join(' · ') || '–'}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul>
        {paired(entries).map((written) => <Entry key={written.entry.id} written={written} open={open} onCorrect={setCorrected} onReverse={setReversed} />)}
      </ul>
      {query.hasNextPage && (
        <Button size="sm" look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="m-2">
          {t('log.older')}
        </Button>
      )}
      {corrected && <LogSheet workOrder={workOrder} entry={corrected} onClose={() => setCorrected(undefined)} />}
      {reversed && <ReverseDialog entry={reversed} onClose={() => setReversed(undefined)} />}
    </Panel>
  )
}
