import i18n from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '@fettle/client'
import { nameOf } from '@/ui/history/told'

/** Kinds of records that events are of. */
export const ENTITIES = [
  'work_order', 'work_order_task', 'work_request', 'log_entry', 'comment', 'file', 'maintenance_plan', 'plan_occurrence', 'asset', 'meter', 'meter_reading', 'downtime', 'site', 'location',
  'membership', 'invitation', 'role', 'staff', 'staff_rate', 'crew', 'tenant', 'tag', 'task_code', 'gl_code', 'failure_code', 'reason', 'asset_type', 'asset_category', 'custom_field',
  'work_order_template', 'saved_view', 'escalation_rule', 'webhook', 'machine_key', 'portal_place', 'portal_settings', 'portal_message', 'import', 'calendar_feed', 'job', 'contractor_link',
] as const

/** The first of `places` that has words; else what the server calls it, made readable. */
function known(places: string[], otherwise: string): string {
  const place = places.find((each) => i18n.exists(each))
  return place ? i18n.t(place) : otherwise.replaceAll('_', ' ')
}

const upper = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1)
const verbWord = (verb: string) => known([`records:history.verb.${verb}`, `operations:verb.${verb}`], verb)
export const entityWord = (entity: string): string => upper(known([`records:history.entity.${entity}`], entity))
export const viaWord = (via: string): string => upper(known([`records:history.via.${via}`, `operations:via.${via}`], via))
export function fieldWord(field: string): string {
  return field.startsWith('custom.') ? field.slice(7) : upper(known([`records:history.field.${field}`, `operations:field.${field}`], field.replace(/_ids?$/, '')))
}

/** An event in words: its verb, the kind of record, and what the record is called where that is known. */
export function useEventWords() {
  const { i18n: language } = useTranslation('records')
  return useCallback(
    (event: Event, among: Event[] = []) => {
      const verb = event.type.slice(event.type.indexOf('.') + 1)
      return { verb: verbWord(verb), noun: entityWord(event.entity), name: nameOf(event, among) ?? calledBy(event) }
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the words depend on the language
    [language.language],
  )
}

/** What else tells people which record it is. */
function calledBy({ entity, before, after }: Event): string | undefined {
  const said = { ...before, ...after }
  if (entity === 'work_order' && typeof said.number === 'number') return `WO-${said.number}`
  return [said.label, said.email, said.code].find((each): each is string => typeof each === 'string' && each !== '')
}

/** Where a record can be looked at. */
export function addressOf(entity: string, id: string): string | undefined {
  const place = { work_order: '/work-orders/', work_request: '/requests/', asset: '/assets/', site: '/sites/', maintenance_plan: '/plans/' }[entity]
  return place && place + id
}
