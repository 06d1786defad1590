/** Filters of a list, kept in the address: sharing the link shares what is seen. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Choice, RecordKind } from '@/lib/records'

interface Named {
  /** The name of the query parameter, in the API and in the address. */
  key: string
  label: string
}

export type FilterDef =
  | (Named & { kind: 'choice'; options: Array<{ value: string; label: string }> })
  | (Named & { kind: 'record'; record: RecordKind; extra?: Choice[]; within?: Record<string, unknown>; one?: boolean })
  | (Named & { kind: 'flag' })
  /** A span of days, kept as `<key>From` and `<key>To` unless `from` and `to` name them. `instants`: the API wants instants, not days. */
  | (Named & { kind: 'days'; from?: string; to?: string; instants?: boolean })

export type FilterValue = string | string[] | boolean | number | undefined
export type Filters = Record<string, FilterValue>

export const fromKey = (def: { key: string; from?: string }): string => def.from ?? `${def.key}From`
export const toKey = (def: { key: string; to?: string }): string => def.to ?? `${def.key}To`

/** What stands in the address behind the `?`, and how to change it; undefined takes a value out. */
export function useFilters(): [Filters, (change: Filters, options?: { replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Filters
  const navigate = useNavigate()
  const set = useCallback(
    (change: Filters, options: { replace?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: ((before: Filters) => cleaned({ ...before, ...change })) as never,
        replace: options.replace ?? false,
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, set]
}

/** Without what says nothing: empty words, empty lists, false. */
export function cleaned(filters: Filters): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)),
  )
}

/** The part of an address that a list's query takes: only names that it knows. */
export function picked(filters: Filters, keys: readonly string[]): Filters {
  return Object.fromEntries(keys.filter((key) => filters[key] !== undefined).map((key) => [key, filters[key]]))
}

/** All names in the address that `defs` may use. */
export function keysOf(defs: readonly FilterDef[]): string[] {
  return defs.flatMap((def) => (def.kind === 'days' ? [fromKey(def), toKey(def)] : [def.key]))
}
