import clsx from 'clsx'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../badge'
import { IconButton } from '../button'
import type { MapPoint } from './PointMap'

export const DOTS: Record<Tone, string> = {
  good: 'bg-good', info: 'bg-info', warn: 'bg-warn', bad: 'bg-bad', violet: 'bg-violet', quiet: 'bg-quiet', accent: 'bg-accent',
}

interface Props {
  points: MapPoint[]
  onOpen: (id: string) => void
  onClose: () => void
}

const MOST = 50

/** What lies at a mark: one thing, or a list of those that share a place. */
export function Inside({ points, onOpen, onClose }: Props) {
  const { t } = useTranslation('workOrders')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true }), [])
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={points.length === 1 ? points[0]!.title : t('map.here', { count: points.length })}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="mb-3 flex max-h-72 w-64 cursor-auto flex-col rounded-lg border bg-raised p-1 font-sans text-base text-ink shadow-pop"
    >
      <div className="flex items-center">
        <p className="min-w-0 flex-1 px-2 text-sm text-muted">{t('map.here', { count: points.length })}</p>
        <IconButton size="sm" icon={X} label={t('common:close')} onClick={onClose} />
      </div>
      <ul className="min-h-0 overflow-y-auto">
        {points.slice(0, MOST).map(({ id, title, note, tone = 'accent' }, at) => (
          <li key={id}>
            <button type="button" data-first={at === 0 || undefined} onClick={() => onOpen(id)} className="flex w-full items-start gap-2 rounded-md px-2 py-1 text-left hover:bg-hover pointer-coarse:min-h-11">
              <span aria-hidden className={clsx('mt-1.5 size-2 shrink-0 rounded-full', DOTS[tone])} />
              <span className="min-w-0">
                <span className="block break-words">{title}</span>
                {note && <span className="block truncate text-sm text-muted">{note}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {points.length > MOST && <p className="px-2 py-1 text-sm text-muted">{t('list.andMore', { count: points.length - MOST })}</p>}
    </div>
  )
}
