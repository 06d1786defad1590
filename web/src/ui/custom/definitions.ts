import type { CustomEntity, CustomField } from '@fettle/client'
import { listCustomFieldsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

export type Values = Record<string, unknown>

const all = { ...listCustomFieldsOptions({ query: { limit: 200 } }), staleTime: 300_000 }
const none: CustomField[] = []

/** The tenant's own fields of a kind of record, in their order; those of assets may belong to one type alone. */
export function useCustomFields(entity: CustomEntity, subtypeId?: string | null): { fields: CustomField[]; pending: boolean } {
  const { data, isPending } = useQuery(all)
  const fields = useMemo(() => (data ? fieldsOf(data.data, entity, subtypeId) : none), [data, entity, subtypeId])
  return { fields, pending: isPending }
}

export function fieldsOf(fields: CustomField[], entity: CustomEntity, subtypeId?: string | null): CustomField[] {
  return fields
    .filter((field) => field.entity === entity && (!field.subtypeId || field.subtypeId === subtypeId))
    .sort((one, other) => (one.position ?? 0) - (other.position ?? 0) || one.label.localeCompare(other.label))
}

/** What custom fields are called, by their key. */
export function useFieldNames(entity: CustomEntity | undefined): Map<string, string> {
  const { data } = useQuery({ ...all, enabled: entity !== undefined })
  return useMemo(() => new Map((data?.data ?? []).filter((field) => field.entity === entity).map(({ key, label }) => [key, label])), [data, entity])
}

const blank = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What to send so that `before` becomes `now`: only what differs, null for what was emptied. The server keeps the rest. */
export function customPatch(before: Values | undefined, now: Values | undefined): Values {
  const patch: Values = {}
  for (const key of Object.keys({ ...before, ...now })) {
    const [was, is] = [before?.[key], now?.[key]]
    if (blank(was) && blank(is)) continue
    if (was === undefined && is === false) continue
    if (JSON.stringify(was ?? null) !== JSON.stringify(is ?? null)) patch[key] = blank(is) ? null : is
  }
  return patch
}

/** Values as a form holds them: every field has one, so that nothing looks changed before somebody changes it. */
export function customValues(fields: CustomField[], values: Values | undefined): Values {
  return { ...Object.fromEntries(fields.map(({ key, type }) => [key, type === 'boolean' ? false : null])), ...values }
}
