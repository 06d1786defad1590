import clsx from 'clsx'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day as dayWords, instantOf, time, weekday } from '@/lib/format'
import { Chip } from './Chip'
import { beside, type Entry, isWholeDay, keyOf, minuteOf } from './entries'
import type { Span } from './useSpan'

const HOUR = 52
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const OPENS_AT = 7
const COLUMNS = 'grid grid-cols-[4.75rem_repeat(7,minmax(7rem,1fr))]'
const MINUTE_MS = 60_000

/** Seven days with their hours; over them what belongs to the day as a whole. */
export function WeekGrid({ span, entries, openDay }: { span: Span; entries: Map<string, Entry[]>; openDay: (day: string) => void }) {
  const { t } = useTranslation('calendar')
  const scroller = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    scroller.current!.scrollTop = (OPENS_AT - 0.3) * HOUR
  }, [])
  const { days } = span
  return (
    <div ref={scroller} tabIndex={0} role="region" aria-label={t('views.week')} className="relative h-full min-w-0 flex-1 overflow-auto rounded-lg border bg-raised">
      <div className={clsx(COLUMNS, 'sticky top-0 z-20 min-w-fit border-b bg-raised')}>
        <div className="sticky left-0 z-10 bg-raised" />
        {days.map((day) => (
          <div key={day} className="min-w-0 border-l">
            <button
              type="button"
              onClick={() => openDay(day)}
              aria-current={day === span.today ? 'date' : undefined}
              className={clsx('m-1 flex h-7 items-center gap-1 rounded-md px-1.5 text-sm hover:bg-hover', day === span.today ? 'font-semibold text-accent' : 'font-medium')}
            >
              {weekday(day)} {Number(day.slice(8))}
              <span className="sr-only">, {t('day.open', { day: dayWords(day) })}</span>
            </button>
          </div>
        ))}
        <div className="sticky left-0 z-10 border-t bg-raised px-2 py-1 text-xs text-muted">{t('week.wholeDay')}</div>
        {days.map((day) => (
          <WholeDay key={day} day={day} entries={(entries.get(day) ?? []).filter(isWholeDay)} />
        ))}
      </div>
      <div className={clsx(COLUMNS, 'min-w-fit')}>
        <div aria-hidden className="sticky left-0 z-10 bg-raised">
          {HOURS.map((hour) => (
            <div key={hour} className="px-2 text-right text-xs whitespace-nowrap text-muted" style={{ height: HOUR }}>
              {hour > 0 && <span className="relative -top-2">{time(instantOf(`${days[0]}T${String(hour).padStart(2, '0')}:00`))}</span>}
            </div>
          ))}
        </div>
        {days.map((day) => (
          <Hours key={day} day={day} today={day === span.today} entries={(entries.get(day) ?? []).filter((entry) => !isWholeDay(entry))} />
        ))}
      </div>
    </div>
  )
}

function WholeDay({ day, entries }: { day: string; entries: Entry[] }) {
  return (
    <ul data-drop={`day:${day}`} className="flex max-h-40 min-h-8 min-w-0 flex-col gap-0.5 overflow-y-auto border-t border-l p-0.5 data-over:bg-accent-soft">
      {entries.map((entry) => (
        <li key={keyOf(entry)}><Chip entry={entry} day={day} /></li>
      ))}
    </ul>
  )
}

const LINES = { backgroundImage: 'linear-gradient(to bottom, var(--line) 1px, transparent 1px)', backgroundSize: `100% ${HOUR}px` }

function Hours({ day, today, entries }: { day: string; today: boolean; entries: Entry[] }) {
  // What reaches over midnight stands on the day on which it begins.
  const placed = beside(entries.filter((entry) => entry.startsAt && minuteOf(entry.startsAt) >= 0 && dayWords(entry.startsAt) === dayWords(day)))
  return (
    <ul data-drop={`day:${day}`} data-hours="" className="relative border-l data-over:bg-accent-soft/60" style={{ height: 24 * HOUR, ...LINES }}>
      {placed.map(({ entry, top, length, column, columns }) => (
        <li
          key={keyOf(entry)}
          className="absolute pr-0.5 pb-px"
          style={{ top: (top / 60) * HOUR, height: (length / 60) * HOUR, left: `${(column / columns) * 100}%`, width: `${100 / columns}%` }}
        >
          <Chip entry={entry} day={day} shape="block" note={entry.assigneeName ?? entry.crewName ?? entry.siteName} />
        </li>
      ))}
      {today && <Now />}
    </ul>
  )
}

/** A line at the present minute. */
function Now() {
  const [minute, setMinute] = useState(() => minuteOf(new Date().toISOString()))
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteOf(new Date().toISOString())), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return <li aria-hidden className="pointer-events-none absolute inset-x-0 z-10 border-t-2 border-bad" style={{ top: (minute / 60) * HOUR }} />
}
