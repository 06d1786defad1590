import type { AllowedTransition, WorkOrderDetail } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../../moves/ReasonDialog'
import { numberOf } from '../useWorkOrder'
import { CloseDialog } from './CloseDialog'
import { CompleteDialog } from './CompleteDialog'
import type { Move } from './useMove'

interface Props {
  workOrder: WorkOrderDetail
  to: AllowedTransition
  onMove: (move: Move) => Promise<unknown>
  onClose: () => void
  onTask: (id: string) => void
}

/** What a move asks before it is made. */
export function MoveDialog({ workOrder, to, onMove, onClose, onTask }: Props) {
  const { t } = useTranslation('workOrders')
  const give = (said: Move['said']) => onMove({ to, said: said ?? {} }).then(onClose)
  switch (to.verb) {
    case 'complete':
      return <CompleteDialog {...{ workOrder, onClose, onTask }} onGive={give} />
    case 'close':
      return <CloseDialog {...{ workOrder, onClose }} onGive={give} />
    case 'hold':
    case 'cancel':
    case 'skip':
      return <ReasonDialog verb={to.verb} title={t(`detail.ask.${to.verb}`, { number: numberOf(workOrder) })} onClose={onClose} onGive={give} />
    default:
      return null
  }
}

/** The moves that ask something; the others are made at once. */
export const ASKING: ReadonlySet<string> = new Set(['complete', 'close', 'hold', 'cancel', 'skip'])
