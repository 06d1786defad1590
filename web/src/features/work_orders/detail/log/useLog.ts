import { type LogEntry, reverseLogEntry } from '@fettle/client'
import { listLogEntriesInfiniteOptions } from '@fettle/client/queries'
import { useTranslation } from 'react-i18next'
import { useAct, usePages } from '@/lib/query'

export const TOUCHES_LOG = ['LogEntr', 'getWorkOrder', 'WorkOrderHistory', 'Costs', 'analyse']

/** The entries of a work order, the newest first. */
export function useLog(workOrderId: string, enabled: boolean) {
  const { rows, query } = usePages<LogEntry>(listLogEntriesInfiniteOptions({ query: { workOrderId: [workOrderId], sort: '-performedOn', limit: 100 } }) as never, { enabled, keep: false })
  return { entries: rows, query }
}

export function useReversal() {
  const { t } = useTranslation('workOrders')
  return useAct({
    do: ({ entry, reason, reasonId }: { entry: LogEntry; reason: string; reasonId: string | null }) =>
      reverseLogEntry({ path: { log_entry_id: entry.id }, body: { reason, reasonId } }),
    touches: TOUCHES_LOG,
    done: t('log.reversed'),
    refused: () => true,
  })
}
