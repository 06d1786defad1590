import { useDraggable } from '@dnd-kit/core'
import clsx from 'clsx'
import { AlarmClock, CircleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { time } from '@/lib/format'
import { STATUS_TONES, type Tone } from '@/ui/badge'
import { Popover } from '@/ui/overlay'
import { useEntryActs } from './acts'
import { type Entry, firstDay, isForecast, isScheduled, keyOf } from './entries'
import { EntryFacts } from './EntryFacts'

const GROUNDS: Record<Tone, string> = {
  good: 'border-l-good bg-good-soft', info: 'border-l-info bg-info-soft', warn: 'border-l-warn bg-warn-soft', bad: 'border-l-bad bg-bad-soft',
  violet: 'border-l-violet bg-violet-soft', quiet: 'border-l-quiet bg-quiet-soft', accent: 'border-l-accent bg-accent-soft',
}

export const groundOf = (entry: Entry): string =>
  isForecast(entry) ? 'border border-dashed border-edge bg-raised' : clsx('border-l-3', GROUNDS[STATUS_TONES[entry.status as keyof typeof STATUS_TONES] ?? 'quiet'])

/** `line`: one line; `card`: two, with people or place; `block`: as tall as its hours. */
export type Shape = 'line' | 'card' | 'block'

interface Props {
  entry: Entry
  /** The day under which it stands. */
  day?: string
  shape?: Shape
  /** The second line of a card. */
  note?: string | null | undefined
  /** It cannot be dragged from here. */
  fixed?: boolean
}

/** An entry: a button that tells more, and that is dragged elsewhere by mouse or finger. */
export const Chip = memo(function Chip({ entry, day, shape = 'line', note, fixed }: Props) {
  const { movable, refused } = useEntryActs()
  const drags = !fixed && movable(entry)
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `${keyOf(entry)}@${day ?? ''}${shape}`, data: { entry, day }, disabled: !drags })
  return (
    <Popover
      label={entry.title}
      className="w-80 p-3"
      trigger={
        <button
          ref={setNodeRef}
          type="button"
          data-entry={keyOf(entry)}
          {...(drags && listeners)}
          className={clsx(
            // Relative, so that the words for screen readers don't make the screen taller.
            'relative w-full min-w-0 touch-manipulation overflow-hidden rounded-sm px-1.5 text-left select-none hover:brightness-97 dark:hover:brightness-115',
            groundOf(entry),
            shape === 'line' && 'flex h-6 items-center pointer-coarse:h-10',
            shape === 'card' && 'block py-1 pointer-coarse:min-h-11',
            shape === 'block' && 'flex h-full flex-col justify-start py-0.5',
            drags && 'cursor-grab',
            isDragging && 'opacity-40',
            refused === keyOf(entry) && 'outline-2 outline-bad',
          )}
        >
          <Face entry={entry} day={day} shape={shape} note={note} />
        </button>
      }
    >
      {(close) => <EntryFacts entry={entry} close={close} />}
    </Popover>
  )
})

/** What stands on an entry. */
export function Face({ entry, day, shape = 'line', note }: Props) {
  const { t } = useTranslation('calendar')
  const continued = day !== undefined && day !== firstDay(entry)
  const hour = continued ? '…' : isScheduled(entry) || (isForecast(entry) && entry.startsAt) ? time(entry.startsAt) : ''
  const over = ['closed', 'cancelled', 'skipped', 'complete'].includes(entry.status)
  return (
    <>
      <span className={clsx('flex min-w-0 gap-1 text-sm', shape === 'block' ? 'items-start' : 'items-center')}>
        {entry.overdue && <AlarmClock role="img" aria-label={t('entry.overdue')} className="size-3.5 shrink-0 text-bad" />}
        {entry.priority === 'urgent' && !over && <CircleAlert role="img" aria-label={t('common:priority.urgent')} className="size-3.5 shrink-0 text-bad" />}
        {hour && shape === 'line' && <span className="shrink-0 text-xs text-muted">{hour}</span>}
        <span className={clsx(shape === 'block' ? 'wrap-anywhere' : 'truncate', isForecast(entry) ? 'text-muted' : 'font-medium text-ink', over && 'text-muted line-through decoration-edge')}>{entry.title}</span>
        <span className="sr-only">, {isForecast(entry) ? t('entry.forecast') : t(`common:status.${entry.status}`)}</span>
      </span>
      {shape !== 'line' && (
        <span className="block truncate text-xs text-muted">
          {hour && `${hour} · `}
          {note ?? ''}
        </span>
      )}
    </>
  )
}
