import type { MonthForecast } from '@fettle/client'

export interface Need {
  item: string
  unit: string
  byMonth: Map<string, number>
  total: number
}

/** Materials over all sites and crews: each with its months, the months that need anything in order. */
export function needsOf(forecast: readonly MonthForecast[]): { months: string[]; items: Need[] } {
  const items = new Map<string, Need>()
  const months = new Set<string>()
  for (const { month, materials } of forecast) {
    for (const { item, unit, quantity } of materials) {
      const key = JSON.stringify([item, unit])
      const need = items.get(key) ?? { item, unit, byMonth: new Map(), total: 0 }
      items.set(key, need)
      months.add(month)
      need.byMonth.set(month, (need.byMonth.get(month) ?? 0) + Number(quantity))
      need.total += Number(quantity)
    }
  }
  return { months: [...months].sort(), items: [...items.values()].sort((one, other) => one.item.localeCompare(other.item)) }
}
