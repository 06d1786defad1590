/** By what a list of assets is narrowed: custom fields stand in the address as `custom.<key>`, the API wants `<key>:<value>`. */
import type { CustomField } from '@fettle/client'
import type { FilterDef, Filters } from '@/ui/filters'

const PREFIX = 'custom.'

/** The custom fields that can be chosen from. */
export function customDefs(fields: readonly CustomField[], yes: string, no: string): FilterDef[] {
  return fields
    .filter(({ filterable, type }) => filterable && ['choice', 'choices', 'boolean'].includes(type))
    .map(({ key, label, type, options }) => ({
      key: PREFIX + key,
      label,
      kind: 'choice',
      options: type === 'boolean' ? [{ value: 'true', label: yes }, { value: 'false', label: no }] : (options ?? []).map((value) => ({ value, label: value })),
    }))
}

/** The query of the API for what stands in the address. */
export function queryOf(filters: Filters): Filters {
  const custom: string[] = []
  const query: Filters = {}
  for (const [key, value] of Object.entries(filters)) {
    if (!key.startsWith(PREFIX)) query[key] = value
    else for (const each of [value].flat()) custom.push(`${key.slice(PREFIX.length)}:${String(each)}`)
  }
  return custom.length ? { ...query, custom } : query
}

/** A field has one value, so of two chosen ones the later counts; only fields with several values can hold both. */
export function settled(change: Filters, fields: readonly CustomField[]): Filters {
  const several = new Set(fields.filter(({ type }) => type === 'choices').map(({ key }) => PREFIX + key))
  return Object.fromEntries(
    Object.entries(change).map(([key, value]) => [key, key.startsWith(PREFIX) && Array.isArray(value) && !several.has(key) ? value.slice(-1) : value]),
  )
}
