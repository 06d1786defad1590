import clsx from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { hours, number } from '@/lib/format'
import { Chip } from './Chip'
import { type Entry, keyOf } from './entries'
import { type CellLoad, tooMuch } from './loads'

interface Props {
  name: string
  day: string
  load: CellLoad | undefined
  entries: Entry[]
  free: boolean
  forecast: boolean
}

/** One day of one person or crew: how full it is, and with what. */
export const LoadCell = memo(function LoadCell({ name, day, load, entries, free, forecast }: Props) {
  const over = load ? tooMuch(load) : 0
  return (
    <div role="cell" data-drop={`cell:${name}`} className={clsx('flex min-w-0 flex-col gap-1 border-t border-l p-1 data-over:bg-accent-soft', over > 0 ? 'bg-bad-soft' : free && 'bg-sunken')}>
      {load && (load.hours > 0 || (load.capacity ?? 0) > 0 || (forecast && load.forecast > 0)) && <Fill load={load} forecast={forecast} />}
      {entries.map((entry) => (
        <Chip key={keyOf(entry)} entry={entry} day={day} shape="card" note={[entry.estimatedHours && hours(entry.estimatedHours), entry.siteName].filter(Boolean).join(' · ')} />
      ))}
    </div>
  )
})

/** Hours of what can be done as a bar with its figures. */
export function Fill({ load, forecast, wide }: { load: Pick<CellLoad, 'hours' | 'capacity'> & Partial<CellLoad>; forecast?: boolean; wide?: boolean }) {
  const { t } = useTranslation('calendar')
  const planned = forecast ? (load.forecast ?? 0) : 0
  const whole = Math.max(load.capacity ?? 0, load.hours + planned, 0.01)
  const over = tooMuch(load as CellLoad)
  const share = (value: number) => `${(value / whole) * 100}%`
  return (
    <div className={clsx('min-w-0', wide && 'w-full')}>
      <p className={clsx('flex items-center gap-1 text-xs', over > 0 ? 'font-semibold text-bad' : 'text-muted')}>
        {over > 0 && <TriangleAlert aria-hidden className="size-3 shrink-0" />}
        <span className="truncate">
          {load.capacity === null ? hours(load.hours) : t('load.of', { hours: number(load.hours, 1), capacity: number(load.capacity, 1) })}
        </span>
        {planned > 0 && <span className="truncate font-normal text-muted">{t('load.forecast', { hours: number(planned, 1) })}</span>}
        {over > 0 && <span className="sr-only">{t('load.over', { hours: number(over, 1) })}</span>}
        {!!load.unestimated && <abbr className="ml-auto cursor-help no-underline" title={t('load.unestimated', { count: load.unestimated })}>?<span className="sr-only"> {t('load.unestimated', { count: load.unestimated })}</span></abbr>}
      </p>
      {(load.capacity ?? 0) + load.hours + planned > 0 && (
        <div aria-hidden className="relative mt-0.5 flex h-1.5 overflow-hidden rounded-full bg-quiet-soft">
          <span className={over > 0 ? 'bg-bad' : 'bg-accent'} style={{ width: share(load.hours) }} />
          {planned > 0 && <span className="border border-dashed border-accent" style={{ width: share(planned) }} />}
          {over > 0 && (load.capacity ?? 0) > 0 && <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: share(load.capacity ?? 0) }} />}
        </div>
      )}
    </div>
  )
}
