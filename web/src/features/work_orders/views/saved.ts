/** Saved views: a name for what stands in the address. */
import type { SavedView } from '@fettle/client'
import { listSavedViewsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { cleaned, type Filters, picked } from '@/ui/filters'
import { FILTER_KEYS, SHOWN_KEYS } from './query'

const KEPT = [...FILTER_KEYS, ...SHOWN_KEYS]

/** What a view keeps of an address. */
export const kept = (address: Filters): Filters => cleaned(picked(address, KEPT))

/** The address that a view means, with its own name in it. */
export const addressOf = (view: SavedView): Filters => ({ ...kept((view.filters ?? {}) as Filters), view: view.id })

/** Takes everything out that the last view brought, and puts the next one in. */
export const instead = (next: Filters): Filters => ({ ...Object.fromEntries([...KEPT, 'view'].map((key) => [key, undefined])), ...next })

/** Whether two addresses show the same, whatever the order of their names and values. */
export function alike(one: Filters, other: Filters): boolean {
  const told = (filters: Filters) =>
    JSON.stringify(
      Object.entries(kept(filters))
        .map(([key, value]) => [key, (Array.isArray(value) ? value : [value]).map(String).sort()])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
    )
  return told(one) === told(other)
}

export function useSavedViews() {
  return useQuery(listSavedViewsOptions({ query: { entity: ['work_order'], limit: 200 } }))
}

const place = (tenantId: string) => `fettle.view.${tenantId}.workOrders`

/** The view that a bare address opens for this person in this browser. */
export const usualView = (tenantId: string): string | null => localStorage.getItem(place(tenantId))

export function setUsualView(tenantId: string, id: string | null): void {
  if (id) localStorage.setItem(place(tenantId), id)
  else localStorage.removeItem(place(tenantId))
}
