import type { Event } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { exactly } from '@/lib/format'
import { Button } from '@/ui/button'
import type { Filters } from '@/ui/filters'
import { Value } from '@/ui/history/Value'
import { Dialog } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { changedIn } from './fields'
import { addressOf, fieldWord, useEventWords, viaWord } from './words'

interface Props {
  event: Event
  among: Event[]
  onClose: () => void
  onNarrow: (filters: Filters) => void
}

/** One event whole: who, when, by which request, and every value before and after. */
export function EventSheet({ event, among, onClose, onNarrow }: Props) {
  const { t } = useTranslation('operations')
  const words = useEventWords()
  const { verb, noun, name } = words(event, among)
  const address = addressOf(event.entity, event.entityId)
  return (
    <Dialog open side size="lg" title={name ? `${noun} · ${name}` : noun} about={verb} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <Facts
          wide
          facts={[
            { label: t('audit.when'), value: exactly(event.at) },
            { label: t('audit.who'), value: event.actorName ?? t('audit.nobody') },
            { label: t('audit.via'), value: viaWord(event.actorVia) },
            { label: t('audit.type'), value: <span className="font-mono text-sm">{event.type}</span> },
            { label: t('audit.record'), value: address ? <Link to={address as never} className="link font-mono text-sm break-all">{event.entityId}</Link> : <span className="font-mono text-sm break-all">{event.entityId}</span> },
            { label: t('audit.request'), value: <span className="font-mono text-sm break-all">{event.requestId}</span> },
            { label: t('audit.position'), value: `${event.seq}.${event.ord}` },
            { label: t('audit.event'), value: <span className="font-mono text-sm break-all">{event.id}</span> },
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => onNarrow({ aboutId: event.aboutId })}>{t('audit.sameRecord')}</Button>
          {event.actorUserId && <Button size="sm" onClick={() => onNarrow({ actorUserId: event.actorUserId! })}>{t('audit.samePerson')}</Button>}
          <Button size="sm" onClick={() => onNarrow({ requestId: event.requestId })}>{t('audit.sameRequest')}</Button>
        </div>
        <Changes event={event} />
      </div>
    </Dialog>
  )
}

function Changes({ event }: { event: Event }) {
  const { t } = useTranslation('operations')
  const rows = changedIn(event)
  if (rows.length === 0) return <p className="text-muted">{t('audit.noValues')}</p>
  return (
    <div className="overflow-x-auto rounded-md border" tabIndex={0} role="region" aria-label={t('audit.values')}>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b bg-sunken text-left text-muted">
            <th scope="col" className="px-3 py-1.5 font-medium">{t('audit.field')}</th>
            <th scope="col" className="px-3 py-1.5 font-medium">{t('audit.before')}</th>
            <th scope="col" className="px-3 py-1.5 font-medium">{t('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, before, after }) => (
            <tr key={field} className="border-b align-top last:border-b-0">
              <th scope="row" className="px-3 py-1.5 text-left font-normal text-muted" title={field}>{fieldWord(field)}</th>
              <td className="max-w-64 px-3 py-1.5 break-words whitespace-pre-line"><Value field={field} value={before} entity={event.entity} /></td>
              <td className="max-w-64 px-3 py-1.5 break-words whitespace-pre-line"><Value field={field} value={after} entity={event.entity} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
