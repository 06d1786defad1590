/** What was probably used: what the office planned, then what was logged lately. Pure. */
import type { Item } from './records.ts'

export interface Suggestion {
  item: string
  unit: string
  /** As planned; nothing for what is only known from other work. */
  quantity: string
  unitCost: string
  planned: boolean
}

export interface Used {
  item: string
  unit: string | null
  unit_cost: string | null
}

const MOST = 12
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** `plan`: the work order's JSON. `used`: newest first. `taken`: what is in the draft already. */
export function suggestions(plan: string | null, used: readonly Used[], taken: readonly Pick<Item, 'item'>[], typed = ''): Suggestion[] {
  const known = new Set(taken.map(({ item }) => fold(item)))
  const found: Suggestion[] = []
  const add = (suggestion: Suggestion) => {
    const name = fold(suggestion.item)
    if (!name || known.has(name) || !name.includes(fold(typed))) return
    known.add(name)
    found.push(suggestion)
  }
  for (const each of planned(plan)) add(each)
  for (const { item, unit, unit_cost: cost } of used) add({ item, unit: unit ?? '', quantity: '', unitCost: cost ?? '', planned: false })
  return found.slice(0, MOST)
}

function planned(plan: string | null): Suggestion[] {
  try {
    const all: unknown = JSON.parse(plan || '[]')
    if (!Array.isArray(all)) return []
    return (all as { item?: unknown; unit?: unknown; quantity?: unknown; unitCost?: unknown }[]).flatMap(({ item, unit, quantity }) =>
      typeof item === 'string' ? [{ item, unit: typeof unit === 'string' ? unit : '', quantity: quantity == null ? '' : String(Number(quantity)), unitCost: '', planned: true }] : [],
    )
  } catch {
    return []
  }
}
