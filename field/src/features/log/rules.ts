/**
 * What is wrong with a draft, each fault at its field: what the office would say (backend/src/fettle/modules/logs/rules/appending.py), said
 * before anything is saved. Pure.
 */
import { addDays } from '@/work/due'
import { takesLogs } from '@/work/status'
import { parsed, rounded } from './hours.ts'
import { isEmptyItem } from './lines.ts'
import { type Item, type LogDraft, type NewLine, type Step, UNITS } from './records.ts'

export const MOST_LINES = 200
export const HOURS_IN_A_DAY = 24
export const LARGEST_AMOUNT = 999_999_999_999.99
/** More digits than this the office cannot keep. */
const LARGEST_QUANTITY = 9_999_999_999
export const LONGEST = { item: 500, vendor: 200, unit: 30, note: 20_000, reason: 500 } as const

export type FaultCode =
  | 'closed' | 'future' | 'nothing' | 'tooMany' | 'number' | 'notPositive' | 'tooManyHours' | 'staffGone' | 'staff' | 'equipment' | 'item' | 'vendor'
  | 'price' | 'negative' | 'cents' | 'tooLarge' | 'tooLong' | 'reason' | 'day' | 'tasks'

export interface LogFault {
  step: Step
  /** `workers.ID`, `items.KEY.quantity`, `machines.ID`, `day`, `entry`, `reason`, `order`, `onward`. */
  at: string
  code: FaultCode
}

export interface Facts {
  /** Today where the tenant is. */
  today: string
  /** Those who still work here. */
  staff: ReadonlySet<string>
  order: { status: string }
  /** Whether saving does anything besides: answers of tasks, a move. */
  does: boolean
  /** Whether all required tasks will be answered. */
  answered: boolean
}

export function faultsOf(draft: LogDraft, lines: readonly NewLine[], facts: Facts): LogFault[] {
  const faults: LogFault[] = []
  const add = (step: Step, at: string, code: FaultCode) => faults.push({ step, at, code })
  for (const { staffId, hours } of draft.workers) {
    const code = hoursFault(hours)
    if (code) add('labour', `workers.${staffId}`, code)
    else if (hours.trim() && !staffId) add('labour', `workers.${staffId}`, 'staff')
    else if (hours.trim() && !facts.staff.has(staffId)) add('labour', `workers.${staffId}`, 'staffGone')
  }
  for (const item of draft.items) if (!isEmptyItem(item)) itemFaults(item, (field, code) => add('materials', `items.${item.key}.${field}`, code))
  for (const { assetId, hours } of draft.machines) {
    const code = hours.trim() ? quantityFault(hours) : undefined
    if (code) add('equipment', `machines.${assetId}`, code)
  }
  if (lines.length && !takesLogs(facts.order)) add('review', 'order', 'closed')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.performedOn)) add('review', 'day', 'day')
  else if (draft.performedOn > facts.today) add('review', 'day', 'future')
  if (lines.length > MOST_LINES) add('review', 'entry', 'tooMany')
  if (!faults.length && !lines.length && (!facts.does || draft.note.trim() || draft.corrects)) add('review', 'entry', 'nothing')
  if (draft.note.length > LONGEST.note) add('review', 'note', 'tooLong')
  if (draft.corrects && !draft.corrects.reason.trim()) add('review', 'reason', 'reason')
  if (draft.corrects && draft.corrects.reason.length > LONGEST.reason) add('review', 'reason', 'tooLong')
  if (draft.onward === 'complete' && !facts.answered) add('review', 'onward', 'tasks')
  return faults
}

/** Nothing typed is no fault: that person just has no hours. */
function hoursFault(typed: string): FaultCode | undefined {
  if (!typed.trim()) return undefined
  return quantityFault(typed) ?? (parsed(typed)! > HOURS_IN_A_DAY ? 'tooManyHours' : undefined)
}

function quantityFault(typed: string): FaultCode | undefined {
  const value = parsed(typed)
  if (value === undefined) return 'number'
  if (rounded(value) <= 0) return 'notPositive'
  return value > LARGEST_QUANTITY ? 'tooLarge' : undefined
}

function itemFaults(item: Item, add: (field: keyof Item, code: FaultCode) => void): void {
  const { kind, unit, unitCost, quantity } = item
  const name = kind === 'contract' ? 'vendor' : 'item'
  if (!item[name].trim()) add(name, name)
  if (item.item.length > LONGEST.item) add('item', 'tooLong')
  if (item.vendor.length > LONGEST.vendor) add('vendor', 'tooLong')
  if (unit.length > LONGEST.unit) add('unit', 'tooLong')
  const wrong = quantityFault(quantity)
  if (wrong) add('quantity', wrong)
  // Hours that a contractor reports are priced by their invoice, later.
  if (kind === 'contract' && !unitCost.trim() && unit.trim() !== UNITS.labour) add('unitCost', 'price')
  const cost = priceFault(unitCost, parsed(quantity) ?? 0)
  if (cost) add('unitCost', cost)
}

function priceFault(typed: string, quantity: number): FaultCode | undefined {
  if (!typed.trim()) return undefined
  const value = parsed(typed)
  if (value === undefined) return 'number'
  if (value < 0) return 'negative'
  if (/[.,]\d{3,}$/.test(typed.trim())) return 'cents'
  return value > LARGEST_AMOUNT || value * quantity > LARGEST_AMOUNT ? 'tooLarge' : undefined
}

/** The days that one tap says. */
export const daysBack = (today: string, count = 3): string[] => Array.from({ length: count }, (_, back) => addDays(today, -back))
