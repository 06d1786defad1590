import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useRef } from 'react'
import { isWeekend } from '@/lib/days'
import { hours, weekday } from '@/lib/format'
import { Who } from '@/ui/badge'
import type { Entry } from './entries'
import { Fill, LoadCell } from './LoadCell'
import { cellKey, type LoadRow, NOBODY } from './loads'

interface Props {
  rows: LoadRow[]
  days: string[]
  cells: Map<string, Entry[]>
  today: string
  forecast: boolean
  label: string
  nobody: string
}

const NONE: Entry[] = []

/** People or crews under one another, days beside one another. Only the rows on the screen are drawn. */
export function LoadGrid({ rows, days, cells, today, forecast, label, nobody }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 72, overscan: 6, getItemKey: (at) => rows[at]!.id })
  const items = virtual.getVirtualItems()
  const columns = { gridTemplateColumns: `minmax(8rem, 11rem) repeat(${days.length}, minmax(7rem, 1fr))` }
  return (
    <div ref={scroller} role="table" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0} className="relative h-full min-w-0 flex-1 overflow-auto rounded-lg border bg-raised">
      <div role="row" aria-rowindex={1} className="sticky top-0 z-20 grid w-fit min-w-full border-b bg-sunken" style={columns}>
        <div role="columnheader" className="sticky left-0 z-10 bg-sunken px-3 py-1.5 text-xs font-medium text-muted">{label}</div>
        {days.map((day) => (
          <div key={day} role="columnheader" aria-current={day === today ? 'date' : undefined} className={clsx('border-l px-2 py-1.5 text-sm', day === today ? 'font-semibold text-accent' : 'font-medium', isWeekend(day) && day !== today && 'text-muted')}>
            {weekday(day)} {Number(day.slice(8))}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="relative w-fit min-w-full" style={{ height: virtual.getTotalSize() }}>
        {/* In the flow, so that the widest row makes the table as wide as its columns; the space above stands for the rows before. */}
        <div style={{ height: items[0]?.start ?? 0 }} />
        {items.map((item) => {
          const row = rows[item.index]!
          const free = row.id === NOBODY
          return (
            <div key={item.key} role="row" aria-rowindex={item.index + 2} data-index={item.index} ref={virtual.measureElement} className="grid w-fit min-w-full" style={columns}>
              <div role="rowheader" className={clsx('sticky left-0 z-10 flex min-w-0 flex-col gap-1 border-t px-3 py-2', free ? 'bg-sunken' : 'bg-raised')}>
                {free ? <span className="font-medium">{nobody}</span> : <Who name={row.name} className="font-medium" />}
                {row.capacity !== null ? <Fill wide load={{ hours: row.hours, capacity: row.capacity }} /> : row.hours > 0 && <span className="text-xs text-muted">{hours(row.hours)}</span>}
              </div>
              {days.map((day) => (
                <LoadCell key={day} name={cellKey(row.id, day)} day={day} load={row.days.get(day)} entries={cells.get(cellKey(row.id, day)) ?? NONE} free={isWeekend(day)} forecast={forecast} />
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
