/** What can be done about a work order now: the moves of its status, and completing it in one go where that takes several. Pure. */
import { type May, type Move, movesOf, type Moving, nextOf, type Task, type Verb, wayTo } from '@/work/moves'
import { isOpen, takesFollowUp, takesLogs } from '@/work/status'
import { unanswered } from '@/work/tasks'
import { changeable } from './changing'

export interface Step {
  verb: Verb
  way: readonly Move[]
  asks: Move['asks']
  unanswered: readonly Task[]
}

export function stepsOf(order: Moving, tasks: readonly Task[], may: May): { next: Step | undefined; others: Step[] } {
  const moves = movesOf(order, tasks, may)
  const { next, others } = nextOf(moves)
  const step = (move: Move): Step => ({ verb: move.verb, way: [move], asks: move.asks, unanswered: move.unanswered })
  const straight = order.status === 'approved' || order.status === 'on_hold' ? wayTo(order, 'complete', may) : undefined
  const completing: Step[] = straight ? [{ verb: 'complete', way: straight, asks: 'may', unanswered: unanswered(tasks) }] : []
  return { next: next && step(next), others: [...completing, ...others.map(step)] }
}

/** What can be done beside the moves. `edits`: this person runs the work of others. */
export function besides(order: { status: string }, may: May, edits: boolean): { logs: boolean; follows: boolean; assigns: boolean; changes: boolean } {
  return {
    logs: takesLogs(order) && may('logs:create'),
    follows: takesFollowUp(order) && may('work_orders:create'),
    assigns: edits && isOpen(order),
    changes: edits && changeable(order).length > 0,
  }
}
