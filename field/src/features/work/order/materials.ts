/** What was planned to be used, as it is stored: JSON. Pure. */
export interface Material {
  item: string
  quantity: string
  unit: string | null
}

export function materialsOf(text: string | null): Material[] {
  try {
    const found: unknown = JSON.parse(text || '[]')
    if (!Array.isArray(found)) return []
    return found.flatMap((each: Partial<Record<keyof Material, unknown>> | null) =>
      each && typeof each.item === 'string' ? [{ item: each.item, quantity: each.quantity == null ? '' : String(Number(each.quantity)), unit: typeof each.unit === 'string' ? each.unit : null }] : [],
    )
  } catch {
    return []
  }
}
