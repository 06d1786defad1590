/** Reading one work order, and changing it a field at a time. */
import { getWorkOrder, updateWorkOrder, type WorkOrderDetail, type WorkOrderPatch } from '@fettle/client'
import { getWorkOrderOptions, getWorkOrderQueryKey } from '@fettle/client/queries'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { isStatus } from '@fettle/kit/problems'
import { useAct } from '@/lib/query'
import { changedOf } from '@/ui/form'
import { TOUCHED } from '../list/useRowEdit'

export { TOUCHED }

export const numberOf = ({ number }: { number: number }): string => `WO-${number}`

export const useWorkOrder = (id: string) => useQuery(getWorkOrderOptions({ path: { work_order_id: id } }))

/** Show a work order as it is about to be; returns how to take that back. */
export function showAhead(client: QueryClient, id: string, change: (before: WorkOrderDetail) => Partial<WorkOrderDetail>): () => void {
  const key = getWorkOrderQueryKey({ path: { work_order_id: id } })
  const before = client.getQueryData<WorkOrderDetail>(key)
  if (before) client.setQueryData(key, { ...before, ...change(before) } as never)
  return () => client.setQueryData(key, before as never)
}

/** Take what the server answered, so that the next change carries the right version. */
export function take(client: QueryClient, id: string, now: Partial<WorkOrderDetail>): void {
  showAhead(client, id, () => now)
}

/**
 * Write a few fields. Somebody may have changed others meanwhile: that is no reason to refuse. Only when they changed the same
 * field does the refusal stand.
 */
export async function patchWorkOrder(seen: WorkOrderDetail, patch: WorkOrderPatch) {
  const path = { work_order_id: seen.id }
  try {
    return await updateWorkOrder({ path, body: patch, headers: ifMatch(seen.version) })
  } catch (error) {
    if (!isStatus(error, 412)) throw error
    const now = await getWorkOrder({ path })
    const names = Object.keys(patch)
    const only = (record: object) => Object.fromEntries(names.map((name) => [name, record[name as never] ?? null]))
    if (Object.keys(changedOf(only(seen), only(now))).length) throw error
    return updateWorkOrder({ path, body: patch, headers: ifMatch(now.version) })
  }
}

export interface FieldEdit {
  change: WorkOrderPatch
  /** What is shown at once beyond `change`: names of records. */
  shown?: Partial<WorkOrderDetail>
}

/** Changes fields in place: seen at once, taken back when refused, undone by one touch. */
export function useFieldEdit(workOrder: WorkOrderDetail) {
  const { t } = useTranslation('workOrders')
  return useAct({
    do: ({ change }: FieldEdit) => patchWorkOrder(workOrder, change),
    touches: TOUCHED,
    done: t('detail.saved'),
    undo: (saved, { change }) => {
      const before = Object.fromEntries(Object.keys(change).map((name) => [name, workOrder[name as keyof WorkOrderDetail] ?? null]))
      return updateWorkOrder({ path: { work_order_id: workOrder.id }, body: before, headers: ifMatch(saved.version) })
    },
    ahead: ({ change, shown }, client) => showAhead(client, workOrder.id, () => ({ ...(change as Partial<WorkOrderDetail>), ...shown })),
  })
}
