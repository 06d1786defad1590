/** Taking entries back, and what stands. Pure. */
import type { Row } from '@/db'
import type { Item, LogDraft, Machine, Worker } from './records.ts'

export type Entry = Pick<Row<'log_entries'>, 'id' | 'work_order_id' | 'performed_on' | 'staff_id' | 'note' | 'reverses_id' | 'reason_id' | 'created_at' | 'created_by' | '_status'>
export type Line = Row<'log_lines'>

export interface Written {
  entry: Entry
  lines: readonly Line[]
  /** What takes it back. */
  reversal: Entry | undefined
  /** What it takes back. */
  original: Entry | undefined
}

/** Newest first, each with its lines and what it has to do with another. */
export function paired(entries: readonly Entry[], lines: readonly Line[]): Written[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const backs = new Map(entries.flatMap((entry) => (entry.reverses_id ? [[entry.reverses_id, entry] as const] : [])))
  const byEntry = new Map<string, Line[]>()
  for (const line of lines) byEntry.set(line.log_entry_id, [...(byEntry.get(line.log_entry_id) ?? []), line])
  return [...entries]
    .sort((a, b) => (b.created_at ?? 0) - (a.created_at ?? 0) || (a.id < b.id ? 1 : -1))
    .map((entry) => ({
      entry,
      lines: (byEntry.get(entry.id) ?? []).sort((a, b) => a.position - b.position),
      reversal: backs.get(entry.id),
      original: entry.reverses_id ? byId.get(entry.reverses_id) : undefined,
    }))
}

/** Whether this person can take it back now. */
export function mayReverse(
  { entry, reversal }: Pick<Written, 'entry' | 'reversal'>,
  who: { userId: string; may: (permission: string) => boolean },
  order: { status: string },
): boolean {
  if (entry.reverses_id || reversal || order.status === 'closed') return false
  return who.may('logs:reverse') || (who.may('logs:create') && entry.created_by === who.userId)
}

type NewEntry = Omit<Entry, 'id' | '_status'>
type Negated = Omit<Line, 'id' | '_status' | '_changed' | 'log_entry_id'>

/** What takes `entry` back: the same day and lines with quantity and amount negated, so that sums are right at once. */
export function reversalOf(entry: Entry, lines: readonly Line[], said: { reason: string; reasonId: string | null }, by: string, now: number): { entry: NewEntry; lines: Negated[] } {
  return {
    entry: {
      work_order_id: entry.work_order_id, performed_on: entry.performed_on, staff_id: entry.staff_id, note: said.reason.trim(), reverses_id: entry.id,
      reason_id: said.reasonId, created_at: now, created_by: by,
    },
    lines: lines.map(({ id: _id, _status, _changed, log_entry_id: _entry, ...line }) => ({ ...line, quantity: -line.quantity, amount: negative(line.amount) })),
  }
}

const negative = (amount: string | null): string | null => (amount === null ? null : amount.startsWith('-') ? amount.slice(1) : Number(amount) === 0 ? amount : `-${amount}`)

/** The hours of people, reversals included. */
export const hoursOf = (lines: readonly Pick<Line, 'kind' | 'quantity'>[]): number =>
  Math.round(lines.reduce((sum, line) => sum + (line.kind === 'labour' ? line.quantity : 0), 0) * 10_000) / 10_000

/** What it came to, where money may be seen. */
export function costOf(lines: readonly Pick<Line, 'amount'>[]): number | undefined {
  const priced = lines.flatMap(({ amount }) => (amount === null || amount === '' ? [] : Number(amount)))
  return priced.length ? Math.round(priced.reduce((sum, each) => sum + each, 0) * 100) / 100 : undefined
}

/** The draft that says again what `entry` said, to be changed and put in its place. `key`: makes ids for its items. */
export function correctionOf(blank: LogDraft, { entry, lines }: Pick<Written, 'entry' | 'lines'>, tasks: readonly { id: string; task_code_id: string | null }[], key: () => string): LogDraft {
  const workers = new Map<string, Worker>()
  const machines = new Map<string, Machine>()
  const items: Item[] = []
  const add = (hours: string, more: number) => String(Math.round((Number(hours) + more) * 10_000) / 10_000)
  const on = new Set<string>()
  const codes = new Set<string>()
  for (const line of lines) {
    const staffId = line.staff_id ?? entry.staff_id
    if (line.kind === 'labour' && staffId) {
      workers.set(staffId, { staffId, hours: add(workers.get(staffId)?.hours ?? '0', line.quantity) })
    } else if (line.kind === 'equipment' && line.equipment_asset_id) {
      const assetId = line.equipment_asset_id
      machines.set(assetId, { assetId, hours: add(machines.get(assetId)?.hours ?? '0', line.quantity) })
    } else if (line.kind !== 'labour' && line.kind !== 'equipment') {
      const { kind, item, vendor, unit, unit_cost: cost } = line
      items.push({ key: key(), kind: kind as Item['kind'], item: item ?? '', vendor: vendor ?? '', quantity: String(line.quantity), unit: unit ?? '', unitCost: cost ?? '', assetId: line.asset_id })
    }
    if ((line.kind === 'labour' || line.kind === 'equipment') && line.asset_id) on.add(line.asset_id)
    if ((line.kind === 'labour' || line.kind === 'equipment') && line.task_code_id) codes.add(line.task_code_id)
  }
  const worked = tasks.filter(({ task_code_id }) => task_code_id && codes.has(task_code_id))
  return {
    ...blank,
    step: 'labour',
    performedOn: entry.performed_on,
    note: entry.note ?? '',
    assetIds: [...on],
    tasks: Object.fromEntries(worked.map(({ id }) => [id, { said: 'worked' as const, result: '' }])),
    workers: [...workers.values()],
    items,
    machines: [...machines.values()],
    onward: 'stay',
    corrects: { entryId: entry.id, reason: '', reasonId: null },
  }
}
