/** Which moves of the life cycle a work order can make, and why not. The table comes from the API; the server has the last word. */
import { approveWorkOrder, cancelWorkOrder, closeWorkOrder, completeWorkOrder, holdWorkOrder, resumeWorkOrder, skipWorkOrder, startWorkOrder, type Verb, type WorkOrder, type WorkOrderMove, type WorkOrderRow, type WorkOrderStatus } from '@fettle/client'
import type { Explanation } from './ReasonDialog'

export type Why = 'noWay' | 'role' | 'occurrence' | 'started' | 'notStarted'
export type Decision = { move: WorkOrderMove; why?: never; verb?: never } | { move?: never; why: Why; verb?: Verb }
export type Moving = Pick<WorkOrderRow, 'status' | 'occurrenceId' | 'startedAt'>

/** Whether `row` can go to `to`: by which move, or why it cannot. */
export function decide(row: Moving, to: WorkOrderStatus, moves: readonly WorkOrderMove[], may: (permission: string) => boolean): Decision {
  const move = moves.find(({ fromStatus, toStatus }) => fromStatus === row.status && toStatus === to)
  if (!move) return { why: 'noWay' }
  const needs = move.needs ?? []
  if (needs.includes('started') && !row.startedAt) return { why: 'notStarted' }
  if (needs.includes('not_started') && row.startedAt) return { why: 'started' }
  if (needs.includes('occurrence') && !row.occurrenceId) return { why: 'occurrence' }
  if (!may(move.permission)) return { why: 'role', verb: move.verb }
  return { move }
}

/** Whether the move asks for words or a reason first. Cancelling does not have to, but people want to know why. */
export const asksWhy = (move: WorkOrderMove): move is WorkOrderMove & { verb: 'hold' | 'cancel' | 'skip' } =>
  move.verb === 'cancel' || (move.needs ?? []).includes('reason')

/** Make the move. */
export function make(verb: Verb, id: string, given: Partial<Explanation> = {}): Promise<WorkOrder> {
  const path = { work_order_id: id }
  const note = given.note ? { note: given.note } : {}
  const body = { ...note, ...(given.reasonId && { reasonId: given.reasonId }) }
  switch (verb) {
    case 'approve':
      return approveWorkOrder({ path })
    case 'start':
      return startWorkOrder({ path, body: {} })
    case 'hold':
      return holdWorkOrder({ path, body })
    case 'resume':
      return resumeWorkOrder({ path })
    case 'complete':
      return completeWorkOrder({ path, body: note })
    case 'close':
      return closeWorkOrder({ path, body: note })
    case 'cancel':
      return cancelWorkOrder({ path, body })
    case 'skip':
      return skipWorkOrder({ path, body: note })
    default:
      throw new Error(`no move ${verb}`)
  }
}
