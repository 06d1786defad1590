/** The lines of a correction as its form holds them, and what the API takes. Pure. */
import type { CorrectionBody, LineKind, LogEntry, LogLine } from '@fettle/client'

export interface LineValues {
  kind: LineKind
  quantity: string | null
  unit: string | null
  unitCost: string | null
  staffId: string | null
  equipmentAssetId: string | null
  item: string | null
  vendor: string | null
  assetId: string | null
  taskCodeId: string | null
  glCodeId: string | null
}

export interface CorrectionValues {
  reason: string
  performedOn: string | null
  staffId: string | null
  note: string | null
  lines: LineValues[]
}

const plain = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

/** Kinds whose price is the house's own: a line of them is priced anew unless somebody who sees money says otherwise. */
const HOUSE: readonly LineKind[] = ['labour', 'equipment']

export function lineValues(line: LogLine): LineValues {
  return {
    kind: line.kind,
    quantity: plain(line.quantity),
    unit: line.unit,
    unitCost: HOUSE.includes(line.kind) ? null : (line.unitCost ?? null),
    staffId: line.staffId ?? null,
    equipmentAssetId: line.equipmentAssetId ?? null,
    item: line.item ?? null,
    vendor: line.vendor ?? null,
    assetId: line.assetId ?? null,
    taskCodeId: line.taskCodeId ?? null,
    glCodeId: line.glCodeId ?? null,
  }
}

export const freshLine = (kind: LineKind = 'labour'): LineValues => ({
  kind,
  quantity: '1',
  unit: null,
  unitCost: null,
  staffId: null,
  equipmentAssetId: null,
  item: null,
  vendor: null,
  assetId: null,
  taskCodeId: null,
  glCodeId: null,
})

export function correctionValues(entry: LogEntry): CorrectionValues {
  return { reason: '', performedOn: entry.performedOn, staffId: entry.staffId ?? null, note: entry.note ?? null, lines: entry.lines.map(lineValues) }
}

/** Fields that say nothing for a kind of line are not sent, whatever was in them before the kind was changed. */
const MEANT: Record<LineKind, ReadonlyArray<keyof LineValues>> = {
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
