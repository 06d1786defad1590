import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { count, day as dayWords } from '@/lib/format'
import { Chip } from './Chip'
import { type Entry, keyOf } from './entries'
import type { Span } from './useSpan'

/** Days under one another, each with all that stands on it. */
export function Agenda({ span, entries }: { span: Span; entries: Map<string, Entry[]> }) {
  const { t } = useTranslation('calendar')
  return (
    <div tabIndex={0} role="region" aria-label={t('views.agenda')} className="relative h-full min-w-0 flex-1 overflow-y-auto rounded-lg border bg-raised">
      {span.days.map((day) => {
        const found = entries.get(day) ?? []
        return (
          <section key={day} data-drop={`day:${day}`} aria-label={dayWords(day, { weekday: true })} className="flex flex-col gap-x-4 gap-y-1 border-b px-3 py-2 last:border-b-0 data-over:bg-accent-soft sm:flex-row">
            <h2 className={clsx('flex w-40 shrink-0 items-baseline gap-2 text-base', day === span.today && 'text-accent')}>
              {dayWords(day, { weekday: true })}
              {found.length > 0 && <span className="text-sm font-normal text-muted">{count(found.length)}</span>}
            </h2>
            {found.length === 0 ? (
              <p className="text-sm text-muted">{t('day.nothing')}</p>
            ) : (
              <ul className="flex min-w-0 flex-1 flex-col gap-1">
                {found.map((entry) => (
                  <li key={keyOf(entry)}>
                    <Chip entry={entry} day={day} shape="card" note={[entry.number && `WO-${entry.number}`, entry.siteName, entry.assigneeName ?? entry.crewName ?? t('common:nobody')].filter(Boolean).join(' · ')} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}
