import type { Coming } from '@fettle/client'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { day, localDay, number, relative, time } from '@/lib/format'
import { dayOfYear } from '../trigger/names'
import type { Note, Row } from './notes'

/** Coming due dates in order, with what is worth knowing of each. */
export function ComingList({ rows, verbs }: { rows: Row[]; verbs?: (coming: Coming) => ReactNode }) {
  const { t } = useTranslation('plans')
  const today = localDay(new Date())
  if (rows.length === 0) return <p className="text-sm text-muted">{t('preview.nothing')}</p>
  return (
    <ol className="flex flex-col">
      {rows.map(({ coming, on, notes, rest }) => {
        const [first] = coming as [Coming]
        return (
          <li key={`${on} ${first.key}`}>
            {rest && (
              <p className="my-1 flex items-center gap-2 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                {rest.from.slice(5) === rest.to.slice(5) ? t('note.restDay', { day: dayOfYear(rest.to.slice(5)) }) : t('note.rest', { from: dayOfYear(rest.from.slice(5)), to: dayOfYear(rest.to.slice(5)) })}
              </p>
            )}
            <div className="flex min-h-7 flex-wrap items-center gap-x-2 py-0.5">
              {on ? (
                <>
                  <time dateTime={on} className="w-40 shrink-0 whitespace-nowrap">
                    {day(on, { weekday: true })}
                  </time>
                  <span className="text-sm text-muted">{first.due?.at ? time(first.due.at) : on === today ? t('note.today') : relative(`${on}T12:00:00Z`, Date.parse(`${today}T12:00:00Z`))}</span>
                </>
              ) : (
                <span>{t('note.atValue', { value: number(first.value) })}</span>
              )}
              {on && first.value && coming.length === 1 && <span className="text-sm text-muted">{t('note.atValue', { value: number(first.value) })}</span>}
              {coming.length > 1 && <span className="text-sm text-muted">{t('note.assets', { count: coming.length })}</span>}
              {notes.map((note) => (
                <NoteMark key={note.kind} note={note} />
              ))}
              {verbs && <span className="ml-auto">{verbs(first)}</span>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function NoteMark({ note }: { note: Note }) {
  const { t } = useTranslation('plans')
  const words = note.kind === 'clock' ? t('note.clock', { at: note.at }) : note.kind === 'clamped' ? t('note.clamped') : t('note.estimated')
  const help = note.kind === 'clock' ? t('note.clockHelp') : note.kind === 'clamped' ? t('note.clampedHelp') : t('note.estimatedHelp')
  return (
    <span title={help} className="rounded-sm bg-quiet-soft px-1 text-xs text-quiet">
      {words}
    </span>
  )
}
