/** Conflicts in words. */
import type { TFunction } from 'i18next'
import { asDate, asMoment, asNumber } from '@/words/format'
import { columnOf, empty, leadsTo, shown } from './columns.ts'
import type { Told } from './loading.ts'
import { isValues, linesOf, type Values } from './reading.ts'

export type Say = TFunction<['fieldMe', 'common']>

export const noun = (t: Say, collection: string): string => t([`noun.${collection}`, 'noun.other'])
export const label = (t: Say, collection: string, column: string): string =>
  collection === 'notifications' && column === 'read_at' ? t('column.read') : t([`column.${column}`, 'column.other'])

/** What the heading says: the kind of record, and which part of it. */
export const heading = (t: Say, { conflict: { collection, field } }: Told): string =>
  field ? `${noun(t, collection)}: ${label(t, collection, field).toLocaleLowerCase()}` : noun(t, collection)

export function reason(t: Say, { conflict, stands }: Told): string {
  if (conflict.field === null) return t(`conflicts.record.${empty(conflict.mine) ? 'undeleted' : conflict.reason}`)
  if (conflict.reason !== 'overwritten') return t(`conflicts.field.${conflict.reason}`)
  return t(`conflicts.field.${{ mine: 'overwrittenMine', office: 'overwrittenTheirs', neither: 'overwritten' }[stands]}`)
}

/** Words of the life cycle and the like, where they are. */
function chosen(t: Say, collection: string, column: string, value: string): string | undefined {
  const key =
    column === 'status' ? (collection === 'work_order_tasks' ? `taskStatus.${value}` : `common:status.${value}`)
    : column === 'priority' ? `common:priority.${value}`
    : column === 'kind' ? (collection === 'log_lines' ? `common:lineKind.${value}` : `common:kind.${value}`)
    : undefined
  return key && t(key as never, { defaultValue: value })
}

export function value(t: Say, names: ReadonlyMap<string, string>, collection: string, column: string, given: unknown): string {
  if (empty(given)) return t('conflicts.nothing')
  if (leadsTo(column)) return names.get(String(given)) ?? t('conflicts.gone')
  const kind = columnOf(collection, column)?.kind
  if (kind === 'id') return t('conflicts.somebody')
  if (kind === 'instant') {
    const at = typeof given === 'number' ? given : Date.parse(String(given))
    return Number.isFinite(at) ? asMoment(at) : String(given)
  }
  if (kind === 'day') return Number.isNaN(Date.parse(String(given))) ? String(given) : asDate(String(given))
  if (typeof given === 'boolean') return t(given ? 'conflicts.yes' : 'conflicts.no')
  if (kind === 'number' || kind === 'integer' || kind === 'money') return Number.isFinite(Number(given)) ? asNumber(Number(given), 4) : String(given)
  if (typeof given === 'string') return chosen(t, collection, column, given) ?? given
  return JSON.stringify(given)
}

export interface Part {
  label: string
  text: string
}

/** All that a record says, one thing after the other; nothing that was typed is left out. */
export function parts(t: Say, names: ReadonlyMap<string, string>, collection: string, values: Values): Part[] {
  const own = shown(collection, values).map((column) => ({ label: label(t, collection, column), text: value(t, names, collection, column, values[column]) }))
  const lines = linesOf(values).map((line) => ({
    label: value(t, names, 'log_lines', 'kind', line.kind),
    text: shown('log_lines', line).filter((column) => column !== 'kind' && column !== 'work_order_id').map((column) => `${label(t, 'log_lines', column)}: ${value(t, names, 'log_lines', column, line[column])}`).join(', '),
  }))
  return [...own, ...lines]
}

/** One side of a conflict as parts. */
export function told(t: Say, { conflict: { collection, field, office, reason: reasoned }, names }: Told, side: unknown): Part[] {
  if (field !== null) return [{ label: '', text: value(t, names, collection, field, side) }]
  // What has been deleted is not what the office has.
  if (side === office && reasoned === 'deleted') return []
  return isValues(side) ? parts(t, names, collection, side) : empty(side) ? [] : [{ label: '', text: String(side) }]
}

const lined = (found: readonly Part[]): string => found.map(({ label: name, text }) => (name ? `${name}: ${text}` : text)).join('\n')

/** All of a conflict as text to take elsewhere. */
export function whole(t: Say, each: Told): string {
  const { conflict, subject } = each
  const mine = told(t, each, conflict.mine)
  const office = told(t, each, conflict.office)
  return [
    [heading(t, each), subject.name].filter(Boolean).join(' · '),
    reason(t, each),
    mine.length ? `${t('conflicts.mine')}:\n${lined(mine)}` : '',
    office.length ? `${t('conflicts.office')}:\n${lined(office)}` : '',
  ].filter(Boolean).join('\n\n')
}
