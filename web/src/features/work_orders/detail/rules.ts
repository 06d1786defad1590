/** What a work order lets do in its present state, as the API decides it too. Pure. */
import type { AllowedTransition, Verb, WorkOrderDetail, WorkOrderPatch, WorkOrderStatus, WorkOrderTask } from '@fettle/client'

export const OPEN: ReadonlySet<WorkOrderStatus> = new Set(['new', 'approved', 'in_progress', 'on_hold'])
const LOGGABLE: ReadonlySet<WorkOrderStatus> = new Set(['approved', 'in_progress', 'on_hold', 'complete'])
const ANSWERABLE: ReadonlySet<WorkOrderStatus> = new Set(['approved', 'in_progress', 'on_hold'])
const FOLLOWED: ReadonlySet<WorkOrderStatus> = new Set(['in_progress', 'on_hold', 'complete', 'closed'])
const AFTER_COMPLETION: ReadonlySet<string> = new Set(['reference', 'glCodeId', 'problemCodeId', 'causeCodeId', 'remedyCodeId', 'custom', 'description'])
const AFTER_THE_END: ReadonlySet<string> = new Set(['reference', 'custom'])

type Of = Pick<WorkOrderDetail, 'status'>

export const isOpen = ({ status }: Of): boolean => OPEN.has(status)
export const takesLogs = ({ status }: Of): boolean => LOGGABLE.has(status)
export const takesAnswers = ({ status }: Of): boolean => ANSWERABLE.has(status)
export const canBeFollowed = ({ status }: Of): boolean => FOLLOWED.has(status)
export const canBeDeleted = ({ status }: Of): boolean => status === 'new' || status === 'cancelled'

/** Whether the API takes a change of this field now. */
export function takesChange({ status }: Of, field: keyof WorkOrderPatch): boolean {
  if (OPEN.has(status)) return true
  return (status === 'complete' ? AFTER_COMPLETION : AFTER_THE_END).has(field)
}

const ONWARD: readonly Verb[] = ['approve', 'start', 'resume', 'complete', 'close']

/** The natural next step, and what else can be done. */
export function nextOf(transitions: readonly AllowedTransition[] = []): { next: AllowedTransition | undefined; others: AllowedTransition[] } {
  const next = ONWARD.flatMap((verb) => transitions.find((each) => each.verb === verb) ?? [])[0]
  return { next, others: transitions.filter((each) => each !== next) }
}

/** The tasks that must be answered before the work can be completed. */
export const unanswered = (tasks: readonly WorkOrderTask[] = []): WorkOrderTask[] => tasks.filter(({ required, status }) => required && (status ?? 'open') === 'open')

/** Share of `planned` that is used, in percent; undefined where nothing was planned. */
export function used(actual: string | null | undefined, planned: string | null | undefined): number | undefined {
  const whole = Number(planned ?? 0)
  return whole > 0 ? (Number(actual ?? 0) / whole) * 100 : undefined
}

/** The places of two tasks that change places when one of them moves by a step; undefined at the ends. */
export function swapped(tasks: readonly WorkOrderTask[], id: string, step: 1 | -1): Array<{ task: WorkOrderTask; position: number }> | undefined {
  const at = tasks.findIndex((task) => task.id === id)
  const [one, other] = [tasks[at], tasks[at + step]]
  if (!one || !other) return undefined
  // Positions that are alike, as imports leave them, would stay where they are.
  const [low, high] = one.position === other.position ? [at, at + step] : [one.position, other.position]
  return [{ task: one, position: high }, { task: other, position: low }]
}
