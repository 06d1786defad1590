import type { EscalationStepBody } from '@fettle/client'

export const UNITS = { minutes: 1, hours: 60, days: 1440 } as const
export type Unit = keyof typeof UNITS

/** Minutes as people say them: in the largest unit without a remainder. */
export function said(minutes: number): { amount: number; unit: Unit } {
  const size = Math.abs(minutes)
  const unit: Unit = size >= UNITS.days && size % UNITS.days === 0 ? 'days' : size >= UNITS.hours && size % UNITS.hours === 0 ? 'hours' : 'minutes'
  return { amount: minutes / UNITS[unit], unit }
}

/** A step as the form holds it. */
export interface StepValues {
  amount: number
  unit: Unit
  assignee: boolean
  crewLead: boolean
  supervisors: boolean
  roles: string[]
  userIds: string[]
  assigneeId: string | null
  crewId: string | null
  priority: string | null
}

export function stepValues({ afterMinutes, notify, assigneeId, crewId, priority }: EscalationStepBody): StepValues {
  return {
    ...said(afterMinutes),
    assignee: notify?.assignee ?? false,
    crewLead: notify?.crewLead ?? false,
    supervisors: notify?.supervisors ?? false,
    roles: notify?.roles ?? [],
    userIds: notify?.userIds ?? [],
    assigneeId: assigneeId ?? null,
    crewId: crewId ?? null,
    priority: priority ?? null,
  }
}

export function stepBody({ amount, unit, assigneeId, crewId, priority, ...notify }: StepValues): EscalationStepBody {
  return { afterMinutes: Math.round(Number(amount) * UNITS[unit]), notify, assigneeId, crewId, priority: priority as EscalationStepBody['priority'] }
}

export const NEW_STEP: StepValues = { amount: 4, unit: 'hours', assignee: true, crewLead: false, supervisors: true, roles: [], userIds: [], assigneeId: null, crewId: null, priority: null }
