/** A line of a log entry as forms hold it. Pure. */
import type { LineKind, LogLine } from '@fettle/client'

/** Every field of every kind; the quantity as the form's own field gives it. */
export interface LineValues<Quantity extends string | number> {
  kind: LineKind
  quantity: Quantity | null
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

/** A line that is still to be filled in, or that says what it is given. */
export function lineWith<Quantity extends string | number>(kind: LineKind, quantity: Quantity | null, said: Partial<LogLine> = {}): LineValues<Quantity> {
  const { unit, unitCost, staffId, equipmentAssetId, item, vendor, assetId, taskCodeId, glCodeId } = said
  return {
    kind, quantity, unit: unit ?? null, unitCost: unitCost ?? null, staffId: staffId ?? null, equipmentAssetId: equipmentAssetId ?? null, item: item ?? null, vendor: vendor ?? null,
    assetId: assetId ?? null, taskCodeId: taskCodeId ?? null, glCodeId: glCodeId ?? null,
  }
}
