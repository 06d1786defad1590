/** Lines of a log entry as a form holds them, and what they come to. Pure. */
import type { LineKind, LogEntry, LogLine, LogLineBody } from '@fettle/client'
import { type LineValues, lineWith } from '@/lib/lines'

export type Line = LineValues<number>

export const KINDS: readonly LineKind[] = ['labour', 'material', 'equipment', 'contract', 'other']

export function newLine(kind: LineKind, more: Partial<Line> = {}): Line {
  return { ...lineWith<number>(kind, kind === 'labour' || kind === 'equipment' ? null : 1), ...more }
}

/** A line that is written down, to be corrected. */
export const lineOf = (line: LogLine): Line => lineWith(line.kind, Number(line.quantity), line)

/** The fields that a kind of line has; the others stay out of what is sent. */
const OF_KIND: Record<LineKind, ReadonlyArray<keyof Line>> = {
  labour: ['staffId'],
  material: ['item', 'unit'],
  equipment: ['equipmentAssetId'],
  contract: ['vendor', 'unit', 'item'],
  other: ['item', 'unit'],
}

/** What is sent of a line. The house's own rates (labour, equipment) may be given only by people who see money. */
export function bodyOf(line: Line, seesCosts: boolean): LogLineBody {
  const ownRate = line.kind === 'labour' || line.kind === 'equipment'
  const fields: Array<keyof Line> = [...OF_KIND[line.kind], 'assetId', 'taskCodeId', 'glCodeId']
  if (!ownRate || seesCosts) fields.push('unitCost')
  const said = fields.filter((field) => line[field] !== null && line[field] !== '').map((field) => [field, line[field]])
  return { kind: line.kind, ...(line.quantity !== null && { quantity: line.quantity }), ...Object.fromEntries(said) }
}

/** What the priced lines of a form come to. */
export function sumOf(lines: ReadonlyArray<Pick<Line, 'quantity' | 'unitCost'>>): number {
  return lines.reduce((sum, { quantity, unitCost }) => sum + (quantity ?? 0) * Number(unitCost ?? 0), 0)
}

export interface Total {
  kind: LineKind
  hours: number
  amount: number
}

/** What the entries come to by kind of line; what was taken back and its reversal cancel out. */
export function totalsOf(entries: readonly LogEntry[]): Total[] {
  const totals = new Map<LineKind, Total>()
  for (const line of entries.flatMap((entry) => entry.lines)) {
    const total = totals.get(line.kind) ?? { kind: line.kind, hours: 0, amount: 0 }
    if (line.unit === 'hour') total.hours += Number(line.quantity)
    total.amount += Number(line.amount ?? 0)
    totals.set(line.kind, total)
  }
  return KINDS.flatMap((kind) => totals.get(kind) ?? []).filter(({ hours, amount }) => Math.abs(hours) > 1e-9 || Math.abs(amount) > 1e-9)
}

export interface Written {
  entry: LogEntry
  /** What took it back. */
  reversal: LogEntry | undefined
}

/** Entries with their reversals beside them; a reversal whose entry is elsewhere stands alone. */
export function paired(entries: readonly LogEntry[]): Written[] {
  const reversals = new Map(entries.filter(({ reversesId }) => reversesId).map((entry) => [entry.reversesId!, entry]))
  const ids = new Set(entries.map(({ id }) => id))
  return entries.filter(({ reversesId }) => !reversesId || !ids.has(reversesId)).map((entry) => ({ entry, reversal: reversals.get(entry.id) }))
}
