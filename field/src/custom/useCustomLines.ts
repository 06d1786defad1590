import { useMemo } from 'react'
import { Q, useRows } from '@/db'
import { type CustomLine, customLines } from './lines'

const NONE: readonly CustomLine[] = []

/** What the tenant's own fields say of a record. `subtypeId`: the type of an asset. */
export function useCustomLines(entity: 'asset' | 'work_order', json: string | null, subtypeId: string | null = null): readonly CustomLine[] {
  const fields = useRows('custom_fields', [Q.where('entity', entity)], [entity])
  return useMemo(() => (fields ? customLines(json, fields, subtypeId) : NONE), [fields, json, subtypeId])
}
