import { updateWorkOrder, type WorkOrderPatch, type WorkOrderRow } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { isStatus } from '@fettle/kit/problems'
import { useAct } from '@/lib/query'
import { tellProblem } from '@/ui/toast'
import { patchRows } from './rows'

/** Everything that shows something of a work order. */
export const TOUCHED = ['WorkOrder', 'Calendar', 'Workload', 'Backlog']

export interface RowEdit {
  row: WorkOrderRow
  change: WorkOrderPatch
  /** What the row looks like meanwhile, beyond `change`: names of records. */
  shown?: Partial<WorkOrderRow>
}

/** Writes one field of a row: seen at once, taken back when refused, undone by one touch. */
export function useRowEdit(): (edit: RowEdit) => void {
  const { t } = useTranslation('workOrders')
  const client = useQueryClient()
  const act = useAct({
    do: ({ row, change }: RowEdit) => updateWorkOrder({ path: { work_order_id: row.id }, body: change, headers: ifMatch(row.version) }),
    touches: TOUCHED,
    done: (_saved, { row }) => t('list.changed', { number: `WO-${row.number}` }),
    undo: (saved, { row, change }) => {
      const before = Object.fromEntries(Object.keys(change).map((name) => [name, row[name as keyof WorkOrderRow] ?? null]))
      return updateWorkOrder({ path: { work_order_id: row.id }, body: before, headers: ifMatch(saved.version) })
    },
    ahead: ({ row, change, shown }) => patchRows(client, new Set([row.id]), () => ({ ...(change as Partial<WorkOrderRow>), ...shown })),
    // The next edit must not wait for the list to be read anew.
    then: (saved, { row }) => void patchRows(client, new Set([row.id]), () => ({ version: saved.version ?? row.version })),
    refused: (error, { row }) => {
      if (!isStatus(error, 412)) return false
      tellProblem(Object.assign(error, { title: t('list.overtaken', { number: `WO-${row.number}` }), message: t('list.overtakenHelp') }))
      return true
    },
  })
  return act.mutate
}
