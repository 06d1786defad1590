import { type BulkResult, changeWorkOrders, closeWorkOrder, type WorkOrderRow } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Confirm, Dialog } from '@/ui/overlay'

const TOUCHES = ['WorkOrder', 'LogEntr', 'Calendar', 'Analy']

interface Props {
  workOrders: WorkOrderRow[]
  onClose: () => void
  onDone: () => void
}

/** The supervisor's review: closes the work orders, which freezes their logs; says which were refused, and why. */
export function CloseReviewed({ workOrders: given, onClose, onDone }: Props) {
  const { t } = useTranslation('logs')
  // What was chosen stays chosen here while the selection behind is cleared.
  const [workOrders] = useState(given)
  const [result, setResult] = useState<BulkResult>()
  const one = workOrders.length === 1 ? workOrders[0] : undefined
  const close = useAct<void, BulkResult | undefined>({
    do: async () => {
      if (!one) return changeWorkOrders({ body: { ids: workOrders.map(({ id }) => id), action: 'close' } })
      await closeWorkOrder({ path: { work_order_id: one.id }, body: {} })
      return undefined
    },
    touches: TOUCHES,
    done: (answer) => {
      const closed = answer ? answer.changed : 1
      return closed > 0 ? t('close.done', { count: closed }) : undefined
    },
    then: (answer) => {
      onDone()
      if (answer?.refused) setResult(answer)
      else onClose()
    },
    refused: () => onClose(),
  })
  if (result) return <Refusals result={result} workOrders={workOrders} onClose={onClose} />
  return (
    <Confirm open onClose={onClose} title={one ? t('close.titleOne', { number: one.number }) : t('close.title', { count: workOrders.length })} verb={t('close.verb')} busy={close.isPending} onConfirm={() => close.mutate()}>
      {t('close.help')}
    </Confirm>
  )
}

function Refusals({ result, workOrders, onClose }: { result: BulkResult; workOrders: WorkOrderRow[]; onClose: () => void }) {
  const { t } = useTranslation('logs')
  return (
    <Dialog open onClose={onClose} title={t('close.refused', { count: result.refused })} about={t('close.refusedHelp')} footer={<Button onClick={onClose}>{t('common:close')}</Button>}>
      <ul className="flex flex-col gap-2">
        {result.outcomes
          .filter(({ ok }) => !ok)
          .map(({ id, message }) => {
            const workOrder = workOrders.find((each) => each.id === id)
            return (
              <li key={id}>
                <p className="font-medium">{workOrder ? `WO-${workOrder.number} ${workOrder.title}` : '–'}</p>
                <p className="text-sm text-muted">{message}</p>
              </li>
            )
          })}
      </ul>
    </Dialog>
  )
}
