import i18n from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hours, moment, money } from '@/lib/format'
import { type Choice, type RecordKind, SOURCES } from '@/lib/records'
import { useFieldNames } from '@/ui/custom'

const LABELS: Record<string, string> = {
  title: 'title', description: 'description', priority: 'priority', kind: 'kind', siteId: 'site', locationId: 'location', assigneeId: 'assignee', crewId: 'crew', dueAt: 'due',
  scheduledStart: 'plannedStart', scheduledEnd: 'plannedEnd', estimatedHours: 'estimatedHours', estimatedCost: 'estimatedCost', glCodeId: 'glCode', problemCodeId: 'problem',
  causeCodeId: 'cause', remedyCodeId: 'remedy', reference: 'reference', custom: 'custom', assetIds: 'assets', tagIds: 'tags',
}

const KINDS: Record<string, RecordKind> = {
  siteId: 'site', locationId: 'location', assigneeId: 'staff', crewId: 'crew', glCodeId: 'glCode', problemCodeId: 'failureCode', causeCodeId: 'failureCode', remedyCodeId: 'failureCode',
}

/** What a field is called. */
export function fieldName(t: (key: `detail.${string}`) => string, field: string): string | undefined {
  const label = LABELS[field]
  return label && t(`detail.${label}`)
}

interface Differing {
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

/** Fields and their values in words, for the choice between mine and theirs; names of records are looked up. */
export function useDescribe(clash: readonly Differing[] | undefined) {
  const { t } = useTranslation('workOrders')
  const custom = useFieldNames('work_order')
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const wanted = (clash ?? []).flatMap(({ field, base, mine, theirs }) => [base, mine, theirs].map((id) => ({ kind: KINDS[field], id })))
    void Promise.all(wanted.map(({ kind, id }) => (kind && typeof id === 'string' ? nameOf(kind, id) : undefined))).then((found) =>
      setNames(new Map(found.flatMap((choice) => (choice ? [[choice.id, choice.label] as const] : [])))),
    )
  }, [clash])
  return (field: string, value: unknown) => {
    const own = field.startsWith('custom.') ? field.slice('custom.'.length) : undefined
    return { label: (own ? custom.get(own) : fieldName(t as never, field)) ?? field, value: shown(field, value, names) }
  }
}

async function nameOf(kind: RecordKind, id: string): Promise<Choice | undefined> {
  const source = SOURCES[kind] as { one?: (id: string) => Promise<Choice>; search: (q: string, within: object) => Promise<Choice[]> }
  return source.one ? source.one(id).catch(() => undefined) : (await source.search('', {})).find((choice) => choice.id === id)
}

function shown(field: string, value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return i18n.t(value ? 'common:yes' : 'common:no')
  if (field === 'priority' || field === 'kind') return i18n.t(`common:${field}.${String(value)}`)
  if (field.endsWith('At') || field.startsWith('scheduled')) return moment(String(value))
  if (field === 'estimatedHours') return hours(String(value))
  if (field === 'estimatedCost') return money(String(value))
  if (KINDS[field]) return names.get(String(value)) ?? '…'
  return Array.isArray(value) ? value.join(', ') : String(value)
}
