import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ListProps } from './list.types.ts'

const USUAL = 76
const AROUND = 12

/** The same in browsers, where React Native's list leaves holes when somebody scrolls fast. There is no pulling to refresh. */
export function List<T>({ rows, keyOf, render, rowHeight = USUAL, empty, above, below, flush = false, gap = 0, label }: ListProps<T>) {
  const window = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [start, setStart] = useState(0)
  // Where the rows begin: below what stands above them.
  useLayoutEffect(() => setStart(list.current?.offsetTop ?? 0), [above, rows.length === 0])
  const around = flush ? 0 : AROUND
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => window.current,
    estimateSize: () => rowHeight,
    getItemKey: (place) => keyOf(rows[place]!),
    overscan: 6,
    gap,
    scrollMargin: start,
    initialRect: { width: 360, height: 640 },
  })
  return (
    <div ref={window} style={{ flex: '1 1 auto', minHeight: 0, overflowY: 'auto', position: 'relative', overflowAnchor: 'none', WebkitOverflowScrolling: 'touch' }}>
      <div style={{ padding: around, paddingBottom: flush ? 0 : AROUND * 2, boxSizing: 'border-box' }}>
        {above}
        {rows.length === 0 ? (
          empty
        ) : (
          <div ref={list} role="list" aria-label={label} style={{ position: 'relative', height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="listitem"
                style={{ position: 'absolute', top: 0, left: 0, right: 0, display: 'flex', flexDirection: 'column', transform: `translateY(${item.start - start}px)` }}
              >
                {render(rows[item.index]!, item.index)}
              </div>
            ))}
          </div>
        )}
        {below}
      </div>
    </div>
  )
}
