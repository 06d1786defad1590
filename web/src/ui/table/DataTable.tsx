import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pages } from '@/lib/query'
import { useCoarse, usePhone } from '@/lib/screen'
import { Failed, Skeleton } from '../states'
import type { Column } from './columns'

interface Props<Row> {
  /** What the table lists, for screen readers. */
  label: string
  columns: Column<Row>[]
  pages: Pages<Row>
  rowId?: (row: Row) => string
  /** How many there are in all, where that is known. */
  total?: number
  /** The present order, `dueAt` or `-dueAt`. */
  sort?: string
  onSort?: (sort: string) => void
  selected?: ReadonlySet<string>
  onSelect?: (ids: ReadonlySet<string>) => void
  /** What happens on Enter or a click beside links. */
  onOpen?: (row: Row) => void
  /** Heads of groups, where the rows come ordered by it. */
  groupOf?: (row: Row) => { key: string; label: ReactNode; count?: number }
  /** Keys that act on the row that has the focus; return true when used. */
  onKey?: (event: KeyboardEvent, row: Row) => boolean
  empty: ReactNode
  /** Emphasises rows, such as overdue ones. */
  tone?: (row: Row) => string | undefined
}

type Entry<Row> = { group: { key: string; label: ReactNode; count?: number } } | { row: Row; id: string; at: number }

const noIds: ReadonlySet<string> = new Set()

/**
 * A list of any length: only the rows in view are drawn, more are read as they come near. Arrow keys (or j and k) move, Enter opens,
 * Space selects, Shift extends the selection. On a phone each row is a card.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { columns, pages, rowId = (row) => (row as { id: string }).id, selected = noIds, onSelect, onOpen, groupOf, onKey, label } = props
  const { rows, query } = pages
  const { t } = useTranslation()
  const phone = usePhone()
  const coarse = useCoarse()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const anchor = useRef(0)
  const wanted = useRef<number | null>(null)

  const entries = useMemo(() => {
    const made: Entry<Row>[] = []
    let key: string | undefined
    rows.forEach((row, index) => {
      const group = groupOf?.(row)
      if (group && group.key !== key) {
        key = group.key
        made.push({ group })
      }
      made.push({ row, id: rowId(row), at: index })
    })
    return made
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the two functions are made anew by every render and say the same
  }, [rows])

  const height = phone ? 76 : coarse ? 44 : 36
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ('group' in entries[index]! ? 34 : height),
    overscan: 12,
    getItemKey: (index) => {
      const entry = entries[index]!
      return 'group' in entry ? `group ${entry.group.key}` : entry.id
    },
  })
  useEffect(() => virtual.measure(), [height, virtual])

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (last >= entries.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, entries.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  useEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"]`)
    if (row) {
      row.focus({ preventScroll: true })
      wanted.current = null
    }
  })

  const go = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    if (extend && onSelect) range(anchor.current, next)
    else anchor.current = next
    wanted.current = next
    setAt(next)
    virtual.scrollToIndex(entries.findIndex((entry) => 'row' in entry && entry.at === next))
  }
  const range = (from: number, to: number) => {
    const [low, high] = from < to ? [from, to] : [to, from]
    onSelect?.(new Set([...selected, ...rows.slice(low, high + 1).map(rowId)]))
  }
  const toggle = (index: number, extend: boolean) => {
    if (extend) range(anchor.current, index)
    else {
      const next = new Set(selected)
      const id = rowId(rows[index]!)
      if (!next.delete(id)) next.add(id)
      anchor.current = index
      onSelect?.(next)
    }
  }
  const pressed = (event: KeyboardEvent<HTMLElement>, row: Row, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (onKey?.(event, row)) return event.preventDefault()
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      go(step === -Infinity ? 0 : step === Infinity ? rows.length - 1 : index + step, event.shiftKey)
    } else if (event.key === 'Enter') {
      // What opens may take the focus at once: the same key must not press a button in it.
      event.preventDefault()
      onOpen?.(row)
    } else if ((event.key === ' ' || event.key === 'x') && onSelect) {
      event.preventDefault()
      toggle(index, event.shiftKey)
    }
  }

  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (!query.isPending && rows.length === 0) return <>{props.empty}</>

  const template = [onSelect ? '36px' : '', ...columns.map(({ width = 140, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`))].join(' ')
  const least = columns.reduce((sum, { width = 140 }) => sum + width, onSelect ? 36 : 0)

  return (
    <div ref={scroller} className="h-full overflow-auto overscroll-contain bg-raised" tabIndex={-1}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={props.total ?? (query.hasNextPage ? -1 : rows.length + 1)}
        aria-multiselectable={onSelect ? true : undefined}
        aria-busy={query.isFetching}
        style={phone ? undefined : { minWidth: least }}
      >
        {!phone && (
          <div role="rowgroup" className="sticky top-0 z-10">
            <div role="row" aria-rowindex={1} className="grid h-8 items-center border-b bg-sunken text-sm text-muted" style={{ gridTemplateColumns: template }}>
              {onSelect && (
                <div role="columnheader" className="grid place-items-center">
                  <input
                    type="checkbox"
                    aria-label={t('table.selectAll')}
                    checked={rows.length > 0 && selected.size >= rows.length}
                    ref={(box) => {
                      if (box) box.indeterminate = selected.size > 0 && selected.size < rows.length
                    }}
                    onChange={() => onSelect(selected.size ? noIds : new Set(rows.map(rowId)))}
                    className="size-4 accent-(--accent)"
                  />
                </div>
              )}
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </div>
          </div>
        )}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {query.isPending && <Waiting rows={phone ? 6 : 14} height={height} />}
          {items.map((item) => {
            const entry = entries[item.index]!
            const place = { position: 'absolute', top: 0, left: 0, right: 0, height: item.size, transform: `translateY(${item.start}px)` } as const
            if ('group' in entry) {
              return (
                <div key={item.key} role="row" style={place} className="flex items-center border-b bg-sunken px-3 text-sm font-semibold">
                  <div role="gridcell" aria-colspan={columns.length} className="flex items-center gap-2">
                    {entry.group.label}
                    {entry.group.count !== undefined && <span className="font-normal text-muted">{entry.group.count}</span>}
                  </div>
                </div>
              )
            }
            const { row, id, at: index } = entry
            const chosen = selected.has(id)
            return (
              <div
                key={item.key}
                role="row"
                data-at={index}
                aria-rowindex={index + 2}
                aria-selected={onSelect ? chosen : undefined}
                tabIndex={index === Math.min(at, rows.length - 1) ? 0 : -1}
                style={phone ? place : { ...place, gridTemplateColumns: template }}
                onFocus={(event) => event.target === event.currentTarget && setAt(index)}
                onKeyDown={(event) => pressed(event, row, index)}
                onClick={(event) => {
                  if (event.target instanceof Element && event.target.closest('a, button, input, label, select, [role=dialog]')) return
                  if (window.getSelection()?.toString()) return
                  onOpen?.(row)
                }}
                className={clsx(
                  'items-center border-b -outline-offset-2',
                  phone ? 'flex gap-2 px-4' : 'grid',
                  onOpen && 'cursor-pointer',
                  chosen ? 'bg-selected' : 'hover:bg-hover',
                  props.tone?.(row),
                )}
              >
                {onSelect && (
                  <div role="gridcell" className="grid place-items-center">
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={t('table.select')}
                      checked={chosen}
                      onClick={(event) => toggle(index, event.shiftKey)}
                      onChange={() => undefined}
                      className="size-4 accent-(--accent)"
                    />
                  </div>
                )}
                {phone ? <Card row={row} columns={columns} /> : columns.map((column) => <Cell key={column.id} column={column} row={row} />)}
              </div>
            )
          })}
        </div>
      </div>
      {isFetchingNextPage && <p role="status" className="p-3 text-center text-sm text-muted">{t('loading')}</p>}
    </div>
  )
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string | undefined; onSort: ((sort: string) => void) | undefined }) {
  const { header, align } = column
  const order = column.sort
  const now = order && sort === order ? 'ascending' : order && sort === `-${order}` ? 'descending' : undefined
  return (
    <div role="columnheader" aria-sort={order ? (now ?? 'none') : undefined} className={clsx('min-w-0 px-2', align === 'end' && 'text-right')}>
      {order && onSort ? (
        <button
          type="button"
          onClick={() => onSort(now === 'ascending' ? `-${order}` : order)}
          className="inline-flex max-w-full items-center gap-1 font-medium hover:text-ink"
        >
          <span className="truncate">{header}</span>
          {now === 'ascending' && <ArrowUp aria-hidden className="size-3.5" />}
          {now === 'descending' && <ArrowDown aria-hidden className="size-3.5" />}
        </button>
      ) : (
        <span className="block truncate font-medium">{header}</span>
      )}
    </div>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  return (
    <div role="gridcell" className={clsx('min-w-0 truncate px-2', column.align === 'end' && 'text-right tabular-nums')}>
      {column.cell(row)}
    </div>
  )
}

function Card<Row>({ columns, row }: { columns: Column<Row>[]; row: Row }) {
  const of = (place: Column<Row>['phone']) => columns.filter((column) => column.phone === place)
  return (
    <>
      <div className="min-w-0 flex-1">
        {of('title').map((column) => (
          <div role="gridcell" key={column.id} className="line-clamp-2 font-medium leading-snug">
            {column.cell(row)}
          </div>
        ))}
        <div className="flex min-w-0 items-center gap-x-3 overflow-hidden text-sm text-muted">
          {of('below').map((column) => (
            <div role="gridcell" key={column.id} className="min-w-0 shrink truncate">
              {column.cell(row)}
            </div>
          ))}
        </div>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1">
        {of('edge').map((column) => (
          <div role="gridcell" key={column.id}>
            {column.cell(row)}
          </div>
        ))}
      </div>
    </>
  )
}

function Waiting({ rows, height }: { rows: number; height: number }) {
  const { t } = useTranslation()
  return (
    <div role="row">
      <div role="gridcell">
        <span className="sr-only">{t('loading')}</span>
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center border-b px-3" style={{ height }}>
            <Skeleton className={clsx('h-3.5', ['w-2/3', 'w-1/2', 'w-3/4'][row % 3])} />
          </div>
        ))}
      </div>
    </div>
  )
}
