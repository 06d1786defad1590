import {
  approveWorkOrder, cancelWorkOrder, closeWorkOrder, type CompletionBody, completeWorkOrder, type ExplanationBody, holdWorkOrder, resumeWorkOrder, skipWorkOrder,
  startWorkOrder, type AllowedTransition, type WorkOrderDetail,
} from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/lib/query'
import { numberOf, showAhead, take, TOUCHED } from '../useWorkOrder'

export interface Move {
  to: AllowedTransition
  said?: ExplanationBody & CompletionBody
}

function go(id: string, { to, said = {} }: Move) {
  const path = { work_order_id: id }
  const { reasonId, note, ...completion } = said
  switch (to.verb) {
    case 'approve':
      return approveWorkOrder({ path })
    case 'start':
      return startWorkOrder({ path, body: {} })
    case 'hold':
      return holdWorkOrder({ path, body: { reasonId, note } })
    case 'resume':
      return resumeWorkOrder({ path })
    case 'complete':
      return completeWorkOrder({ path, body: { note, ...completion } })
    case 'close':
      return closeWorkOrder({ path, body: { note } })
    case 'cancel':
      return cancelWorkOrder({ path, body: { reasonId, note } })
    case 'skip':
      return skipWorkOrder({ path, body: { note } })
    default:
      throw new Error(`no such move: ${to.verb}`)
  }
}

/** Makes a move of the life cycle: the new status is seen at once, and taken back when the server refuses. */
export function useMove(workOrder: WorkOrderDetail) {
  const { t } = useTranslation('workOrders')
  const client = useQueryClient()
  return useAct({
    do: (move: Move) => go(workOrder.id, move),
    touches: [...TOUCHED, 'Occurrence', 'History'],
    done: (_saved, { to }) => t('detail.moved', { number: numberOf(workOrder), status: t(`common:status.${to.toStatus}`) }),
    ahead: ({ to }, client) => showAhead(client, workOrder.id, () => ({ status: to.toStatus, allowedTransitions: [] })),
    then: (saved) => take(client, workOrder.id, saved),
    // Dialogs show the refusal beside what was typed.
    refused: (_error, { said }) => said !== undefined,
  })
}
