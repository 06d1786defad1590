/** What needs a person, out of several lists: each work order once, for its weightiest reason. Pure. */
import type { WorkOrderRow } from '@fettle/client'

export type Reason = 'overdueMine' | 'urgent' | 'overdue' | 'review' | 'approve' | 'onHold' | 'mine' | 'crew' | 'due'

/** The weightiest first. */
const REASONS: readonly Reason[] = ['overdueMine', 'urgent', 'overdue', 'review', 'approve', 'onHold', 'mine', 'crew', 'due']

export interface Need {
  row: WorkOrderRow
  reason: Reason
}

/** How many of one reason stand in a short list, so that none crowds the others out. */
const MOST_OF_ONE = 3

export function needsOf(lists: Partial<Record<Reason, readonly WorkOrderRow[]>>, most: number): Need[] {
  const found = new Map<string, Need>()
  for (const reason of REASONS) {
    for (const row of lists[reason] ?? []) {
      const given = weigh(row, reason)
      const before = found.get(row.id)
      if (!before || REASONS.indexOf(given) < REASONS.indexOf(before.reason)) found.set(row.id, { row, reason: given })
    }
  }
  const ranked = [...found.values()].sort((one, other) => REASONS.indexOf(one.reason) - REASONS.indexOf(other.reason) || dueOf(one.row) - dueOf(other.row))
  const counted = new Map<Reason, number>()
  const [first, rest]: [Need[], Need[]] = [[], []]
  for (const need of ranked) {
    const number = (counted.get(need.reason) ?? 0) + 1
    counted.set(need.reason, number)
    ;(number <= MOST_OF_ONE ? first : rest).push(need)
  }
  const kept = new Set([...first, ...rest].slice(0, most))
  return ranked.filter((need) => kept.has(need))
}

function weigh(row: WorkOrderRow, reason: Reason): Reason {
  if (reason !== 'mine' && reason !== 'crew') return reason
  if (row.overdue) return reason === 'mine' ? 'overdueMine' : 'overdue'
  return row.status === 'on_hold' ? 'onHold' : reason
}

const dueOf = (row: WorkOrderRow): number => (row.dueAt ? Date.parse(row.dueAt) : Number.MAX_SAFE_INTEGER)
