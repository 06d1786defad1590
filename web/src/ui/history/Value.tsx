import i18n from 'i18next'
import { useTranslation } from 'react-i18next'
import { day, hours, moment, money, number } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { type RecordKind, useChoice } from '@/lib/records'

/** What the ids in a field are ids of. */
const KINDS: Record<string, RecordKind> = {
  site_id: 'site', location_id: 'location', asset_id: 'asset', asset_ids: 'asset', equipment_asset_id: 'asset', assignee_id: 'staff', staff_id: 'staff', crew_id: 'crew',
  tag_ids: 'tag', task_code_id: 'taskCode', gl_code_id: 'glCode', problem_code_id: 'failureCode', cause_code_id: 'failureCode', remedy_code_id: 'failureCode',
  hold_reason_id: 'reason', cancel_reason_id: 'reason', reason_id: 'reason', decline_reason_id: 'reason', asset_type_id: 'assetType', type_id: 'assetType',
  category_id: 'assetCategory', plan_id: 'plan', template_id: 'template', follow_up_of_id: 'workOrder', role_id: 'role',
}
const PEOPLE = /(^|_)(user|by|requested_by|actor|member|owner)_id$|_by$/
const MONEY = /(^|_)(cost|price|amount|value|rate)$/
const HOURS = /(^|_)hours$/
const SETS = ['status', 'priority', 'kind'] as const

interface Props {
  field: string
  value: unknown
  entity: string
}

/** A value of a field as people read it: names for ids, words for codes, the tenant's manners for dates and money. */
export function Value({ field, value, entity }: Props) {
  const { t } = useTranslation('records')
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <span className="text-muted">{t('history.nothing')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'common:yes' : 'common:no')}</>
  if (Array.isArray(value)) {
    if (value.some((each) => typeof each === 'object')) return <>{value.map(described).filter(Boolean).join(', ') || t('history.entries', { count: value.length })}</>
    return (
      <>
        {value.map((each, at) => (
          <span key={String(each)}>
            {at > 0 && ', '}
            <Value field={field} value={each} entity={entity} />
          </span>
        ))}
      </>
    )
  }
  if (typeof value === 'object') return <>{described(value) || JSON.stringify(value)}</>
  const kind = field === 'parent_id' ? (entity === 'location' ? 'location' : 'asset') : KINDS[field]
  if (kind) return <Named kind={kind} id={String(value)} />
  if (PEOPLE.test(field)) return <Person id={String(value)} />
  return <>{plain(field, value as string | number, entity)}</>
}

function Named({ kind, id }: { kind: RecordKind; id: string }) {
  return <>{useChoice(kind, id)?.label ?? '…'}</>
}

function Person({ id }: { id: string }) {
  const name = usePersonName()
  return <>{name(id) ?? '–'}</>
}

function plain(field: string, value: string | number, entity: string): string {
  for (const set of SETS) {
    if (field !== set) continue
    for (const key of [`records:history.value.${entity}.${value}`, `common:${set}.${value}`]) if (i18n.exists(key)) return i18n.t(key)
  }
  if (i18n.exists(`records:history.value.${field}.${value}`)) return i18n.t(`records:history.value.${field}.${value}`)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return moment(value)
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return day(value)
  if (MONEY.test(field)) return money(value)
  if (HOURS.test(field)) return hours(value)
  return typeof value === 'number' || /^-?\d+\.\d+$/.test(value) ? number(value, 6) : value
}

function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { name, title, item, label, quantity } = value as Record<string, unknown>
  const called = [name, title, item, label].find((each) => typeof each === 'string')
  return called ? [quantity !== undefined && `${number(String(quantity))} ×`, called].filter(Boolean).join(' ') : ''
}
