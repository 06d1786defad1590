import type { CustomEntity, Event } from '@fettle/client'
import i18n from 'i18next'
import { useTranslation } from 'react-i18next'
import { exactly, relative } from '@/lib/format'
import { useFieldNames } from '../custom/definitions'
import { type Deed as Told, nameOf, rowsOf, verbOf } from './told'
import { Value } from './Value'

/** One act: who, what, when, and each field from what to what. */
export function Deed({ deed, all }: { deed: Told; all: Event[] }) {
  const { t } = useTranslation('records')
  const { first, events, at } = deed
  const who = first.actorName ?? (i18n.exists(`records:history.via.${first.actorVia}`) ? t(`history.via.${first.actorVia}`) : t('history.via.system'))
  return (
    <li className="relative border-l-2 pb-4 pl-4 last:pb-0">
      <span aria-hidden className="absolute top-1.5 -left-[5px] size-2 rounded-full bg-edge" />
      {events.map((event, place) => (
        <div key={event.id} className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-1.5">
            {place === 0 && <span className="font-medium">{who}</span>}
            <What event={event} all={all} />
            {place === 0 && (
              <time dateTime={at} title={exactly(at)} className="ml-auto text-xs text-muted">
                {relative(at)}
              </time>
            )}
          </p>
          <Rows event={event} />
        </div>
      ))}
      {first.actorName && first.actorVia !== 'session' && i18n.exists(`records:history.via.${first.actorVia}`) && <p className="text-xs text-muted">{t(`history.via.${first.actorVia}`)}</p>}
    </li>
  )
}

function What({ event, all }: { event: Event; all: Event[] }) {
  const { t } = useTranslation('records')
  const verb = verbOf(event)
  const key = `records:history.verb.${verb}`
  const did = i18n.exists(key) ? t(`history.verb.${verb}`) : t('history.verb.changed')
  const itself = event.entityId === event.aboutId
  const noun = i18n.exists(`records:history.entity.${event.entity}`) ? t(`history.entity.${event.entity}`) : event.entity.replaceAll('_', ' ')
  const name = itself ? undefined : nameOf(event, all)
  return (
    <span className="min-w-0 break-words text-muted">
      {did}
      {!itself && <span className="text-ink"> · {name ? t('history.thing', { noun, name }) : noun}</span>}
    </span>
  )
}

function Rows({ event }: { event: Event }) {
  const { t } = useTranslation('records')
  const rows = rowsOf(event)
  const custom = useFieldNames(rows.some(({ field }) => field.startsWith('custom.')) ? (event.entity as CustomEntity) : undefined)
  if (rows.length === 0) return null
  return (
    <dl className="mt-0.5 flex flex-col gap-0.5 text-sm">
      {rows.map(({ field, before, after }) => {
        const own = field.startsWith('custom.') ? field.slice(7) : undefined
        const label = own ? (custom.get(own) ?? own) : i18n.exists(`records:history.field.${field}`) ? t(`history.field.${field}`) : field.replace(/_ids?$/, '').replaceAll('_', ' ')
        const fresh = before === null || before === undefined || before === ''
        return (
          <div key={field} className="flex min-w-0 flex-wrap gap-x-1.5">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words whitespace-pre-line">
              {!fresh && (
                <>
                  <del className="text-muted decoration-1"><Value field={field} value={before} entity={event.entity} /></del>
                  <span aria-hidden className="px-1 text-muted">→</span>
                </>
              )}
              <ins className="no-underline"><Value field={field} value={after} entity={event.entity} /></ins>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
