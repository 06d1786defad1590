import clsx from 'clsx'
import type { TFunction } from 'i18next'
import { CalendarClock, ChevronDown, ChevronUp, CircleAlert, Info } from 'lucide-react'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { day, localDay } from '@/lib/format'
import { useMedia } from '@/lib/screen'
import { IconButton } from '@/ui/button'
import { Skeleton } from '@/ui/states'
import { reasonOf } from '@/ui/toast'
import { ComingList } from './ComingList'
import { rowsOf } from './notes'
import { type Preview, usePreview } from './usePreview'
import type { PlanValues } from './values'

/** Beside the form at all times: what the plan, as it stands now, will do. Where there is no room, the rule alone, and the dates on demand. */
export function PreviewPanel() {
  const { t } = useTranslation('plans')
  const wide = useMedia('(min-width: 64rem)')
  const [open, setOpen] = useState(false)
  const preview = usePreview()
  const { seen, missing, faults, problem, busy } = preview
  const against = missing.length + faults.length
  const next = seen?.coming.find(({ due }) => due)?.due
  return (
    <aside aria-label={t('preview.title')} className="rounded-lg border bg-raised">
      <div className="flex items-start gap-2 px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="mb-1 flex items-center gap-2 text-xs font-medium text-muted">
            <CalendarClock aria-hidden className="size-4" />
            {t('preview.title')}
          </h2>
          <div aria-live="polite" aria-busy={busy} className={clsx('leading-snug font-semibold transition-colors lg:text-lg', (against > 0 || busy) && 'text-muted')}>
            {against > 0 ? t('preview.notYet') : seen ? `${seen.words}.` : <Skeleton className="h-6 w-3/4" />}
          </div>
          {!wide && !open && against === 0 && next && <p className="text-sm text-muted">{t('preview.next', { date: day(next.on, { weekday: true }) })}</p>}
        </div>
        {!wide && <IconButton icon={open ? ChevronDown : ChevronUp} label={open ? t('preview.less') : t('preview.more')} aria-expanded={open} onClick={() => setOpen(!open)} />}
      </div>
      {(wide || open || against > 0) && (
        <div className="max-h-[45dvh] overflow-y-auto border-t px-4 py-3 lg:max-h-none">
          {against > 0 ? <Against missing={missing} faults={faults} /> : problem ? <p className="text-sm text-bad">{reasonOf(problem)}</p> : seen ? <Coming {...preview} seen={seen} /> : <Skeleton className="h-24" />}
        </div>
      )}
    </aside>
  )
}

function Against({ missing, faults }: Pick<Preview, 'missing' | 'faults'>) {
  const { t } = useTranslation('plans')
  const lines = [
    ...missing.map(({ rule, code }) => ({ place: t('preview.rule', { number: rule + 1 }), words: t(`missing.${code}`) })),
    ...faults.map(({ pointer, message }) => ({ place: placeOf(pointer, t), words: message })),
  ]
  return (
    <div role="status">
      <p className="mb-1 text-sm font-medium">{missing.length ? t('preview.missing') : t('preview.wrong')}</p>
      <ul className="flex flex-col gap-1 text-sm">
        {lines.map(({ place, words }) => (
          <li key={`${place} ${words}`} className="flex gap-1.5">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>
              {place && <span className="font-medium">{place} </span>}
              {words}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The part of the form that a pointer of the API lies in, in words. */
function placeOf(pointer: string, t: TFunction<'plans'>): string {
  const [, part, position] = pointer.split('/')
  if (part === 'triggers') return t('preview.rule', { number: Number(position ?? 0) + 1 })
  if (part === 'season') return `${t('season.only')}:`
  if (part === 'work') return `${t('section.work')}:`
  if (part === 'assetIds' || part === 'spread') return `${t('field.assets')}:`
  if (part === 'endsOn') return `${t('field.endsOn')}:`
  return ''
}

function Coming({ seen, zone }: Preview & { seen: NonNullable<Preview['seen']> }) {
  const { t } = useTranslation('plans')
  const [triggers, season, dueTime, leadDays] = useWatch<PlanValues, ['triggers', 'season', 'dueTime', 'leadDays']>({ name: ['triggers', 'season', 'dueTime', 'leadDays'] })
  const rows = rowsOf(seen.coming, { triggers, season, dueTime, zone, today: localDay(new Date()) })
  return (
    <>
      {seen.warnings?.map((warning) => (
        <p key={warning} className="mb-2 flex gap-1.5 text-sm text-warn">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          {warning}
        </p>
      ))}
      <h3 className="mb-1 text-sm font-medium">{t('preview.coming')}</h3>
      <ComingList rows={rows} />
      {Number(leadDays) > 0 && <p className="mt-2 text-xs text-muted">{t('preview.lead', { count: Number(leadDays) })}</p>}
    </>
  )
}
