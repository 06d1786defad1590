/** Which parts of a work order wait to be sent, as one says it. Pure. */
import { unsentColumns } from '@/work/unsent'

const PARTS = {
  status: ['status', 'started_at', 'completed_at'],
  reason: ['hold_reason_id', 'cancel_reason_id'],
  note: ['status_note'],
  codes: ['problem_code_id', 'cause_code_id', 'remedy_code_id'],
  assignment: ['assignee_id', 'crew_id'],
  title: ['title'],
  description: ['description'],
  priority: ['priority'],
  due: ['due_at'],
  estimate: ['estimated_hours'],
} as const

export type Part = keyof typeof PARTS | 'other'

export function waits(order: { _changed: string }): Part[] {
  const columns = unsentColumns(order)
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((part) => PARTS[part].some((column) => columns.includes(column)))
  const known: readonly string[] = Object.values(PARTS).flat()
  return columns.some((column) => !known.includes(column)) ? [...parts, 'other'] : parts
}
