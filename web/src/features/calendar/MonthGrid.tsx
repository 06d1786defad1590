import clsx from 'clsx'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day as dayWords, count, weekday } from '@/lib/format'
import { Popover } from '@/ui/overlay'
import { Chip } from './Chip'
import { type Entry, keyOf } from './entries'
import type { Span } from './useSpan'

const LINE = 26
const HEAD = 30
const FEWEST = 2

interface Props {
  span: Span
  entries: Map<string, Entry[]>
  openDay: (day: string) => void
}

/** Weeks under one another. Days show as many entries as fit, and how many more there are. */
export function MonthGrid({ span, entries, openDay }: Props) {
  const { days } = span
  const grid = useRef<HTMLDivElement>(null)
  const weeks = days.length / 7
  const height = useHeight(grid)
  const fits = Math.max(Math.floor((height / weeks - HEAD) / LINE), FEWEST)
  return (
    <div className="relative flex h-full min-w-0 flex-1 flex-col overflow-auto rounded-lg border bg-raised">
      <div className="grid shrink-0 grid-cols-7 border-b bg-sunken">
        {days.slice(0, 7).map((each) => (
          <div key={each} className="px-2 py-1 text-xs font-medium text-muted">{weekday(each)}</div>
        ))}
      </div>
      <div ref={grid} className="grid min-h-120 flex-1 grid-cols-7" style={{ gridTemplateRows: `repeat(${weeks}, minmax(0, 1fr))` }}>
        {days.map((day, at) => (
          <Day key={day} day={day} at={at} span={span} entries={entries.get(day) ?? []} fits={fits} openDay={openDay} />
        ))}
      </div>
    </div>
  )
}

function Day({ day, at, span, entries, fits, openDay }: { day: string; at: number; span: Span; entries: Entry[]; fits: number; openDay: (day: string) => void }) {
  const { t } = useTranslation('calendar')
  const outside = day.slice(0, 7) !== span.at.slice(0, 7)
  const shown = entries.length > fits ? entries.slice(0, fits - 1) : entries
  const rest = entries.length - shown.length
  const name = dayWords(day, { weekday: true })
  return (
    <section
      aria-label={name}
      data-drop={`day:${day}`}
      className={clsx('min-w-0 overflow-hidden px-1 data-over:bg-accent-soft', at % 7 > 0 && 'border-l', at >= 7 && 'border-t', outside && 'bg-sunken')}
    >
      <button
        type="button"
        onClick={() => openDay(day)}
        aria-current={day === span.today ? 'date' : undefined}
        className={clsx(
          'my-0.5 inline-flex h-6.5 min-w-6.5 items-center justify-center rounded-full px-1 text-sm hover:bg-hover',
          day === span.today ? 'bg-accent font-semibold text-on-accent hover:bg-accent-strong' : outside ? 'text-faint' : 'font-medium',
        )}
      >
        {Number(day.slice(8))}
        <span className="sr-only">, {t('day.open', { day: name })}</span>
      </button>
      <ul className="flex flex-col gap-0.5">
        {shown.map((entry) => (
          <li key={keyOf(entry)}><Chip entry={entry} day={day} /></li>
        ))}
        {rest > 0 && (
          <li>
            <Popover
              label={name}
              className="w-80 p-3"
              trigger={<button type="button" className="h-6 w-full rounded-sm px-1.5 text-left text-xs font-medium text-muted hover:bg-hover hover:text-ink">{t('day.more', { count: rest, shown: count(rest) })}</button>}
            >
              {() => (
                <>
                  <h2 className="mb-2 text-base">{name}</h2>
                  <ul className="flex flex-col gap-1">
                    {entries.map((entry) => (
                      <li key={keyOf(entry)}><Chip entry={entry} day={day} fixed /></li>
                    ))}
                  </ul>
                </>
              )}
            </Popover>
          </li>
        )}
      </ul>
    </section>
  )
}

function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry!.contentRect.height))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  return height
}
