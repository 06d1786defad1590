/** The lines of a correction as its form holds them, and what the API takes. Pure. */
import type { CorrectionBody, LineKind, LogEntry, LogLine } from '@fettle/client'
import { type LineValues, lineWith } from '@/lib/lines'

type Line = LineValues<string>

export interface CorrectionValues {
  reason: string
  performedOn: string | null
  staffId: string | null
  note: string | null
  lines: Line[]
}

const plain = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

/** Kinds whose price is the house's own: a line of them is priced anew unless somebody who sees money says otherwise. */
const HOUSE: readonly LineKind[] = ['labour', 'equipment']

function lineValues(line: LogLine): Line {
  const values = lineWith(line.kind, plain(line.quantity), line)
  return HOUSE.includes(line.kind) ? { ...values, unitCost: null } : values
}

export const freshLine = (kind: LineKind = 'labour'): Line => lineWith(kind, '1')

export function correctionValues(entry: LogEntry): CorrectionValues {
  return { reason: '', performedOn: entry.performedOn, staffId: entry.staffId ?? null, note: entry.note ?? null, lines: entry.lines.map(lineValues) }
}

/** Fields that say nothing for a kind of line are not sent, whatever was in them before the kind was changed. */
const MEANT: Record<LineKind, ReadonlyArray<keyof Line>> = {
  labour: ['staffId'],
  equipment: ['equipmentAssetId'],
  material: ['item', 'vendor'],
  contract: ['vendor', 'item'],
  other: ['item', 'vendor'],
}

export function correctionBody(values: CorrectionValues): CorrectionBody {
  return {
    reason: values.reason.trim(),
    performedOn: values.performedOn,
    staffId: values.staffId,
    note: values.note,
    lines: values.lines.map(({ kind, quantity, unit, unitCost, assetId, taskCodeId, glCodeId, ...rest }) => ({
      kind,
      quantity: quantity ?? '0',
      unit,
      unitCost,
      assetId,
      taskCodeId,
      glCodeId,
      ...Object.fromEntries(MEANT[kind].map((field) => [field, rest[field as keyof typeof rest]])),
    })) as never,
  }
}
