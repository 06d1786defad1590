import type { WorkOrderRow, WorkOrderSort } from '@fettle/client'
import { listWorkOrdersInfiniteOptions } from '@fettle/client/queries'
import { useDndContext, useDroppable } from '@dnd-kit/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '@/lib/format'
import { usePages } from '@/lib/query'
import { Failed, Skeleton } from '@/ui/states'
import { Card } from './Card'
import type { Lane, LaneBy } from './lanes'
import type { Board } from './useMoving'

interface Props {
  lane: Lane
  lanes: Lane[]
  by: LaneBy
  sort: WorkOrderSort
  board: Board
  fixed: boolean
}

const PAGE = 40

/** One column: its own list, read as it is scrolled; a place to drop on. */
export function Column({ lane, lanes, by, sort, board, fixed }: Props) {
  const { t } = useTranslation('workOrders')
  const { setNodeRef, isOver } = useDroppable({ id: lane.key })
  const whole = useRef<HTMLElement | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const near = useNear(whole)
  const { rows, query } = usePages<WorkOrderRow>(listWorkOrdersInfiniteOptions({ query: { ...lane.query, sort, limit: PAGE } }), { enabled: near })
  const coming = [...board.moved.values()].filter(({ row, to }) => to === lane.key && !rows.some(({ id }) => id === row.id)).map(({ row }) => row)
  const shown = [...coming, ...rows.filter(({ id }) => (board.moved.get(id)?.to ?? lane.key) === lane.key)]
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 124,
    gap: 8,
    overscan: 6,
    getItemKey: (index) => shown[index]!.id,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (last >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  const why = useWhyNot(board, lane.key)
  return (
    <section
      ref={(node) => {
        whole.current = node
        setNodeRef(node)
      }}
      aria-label={lane.name}
      className={clsx(
        'flex h-full w-[82vw] shrink-0 snap-center flex-col rounded-lg border bg-sunken sm:w-72 sm:snap-align-none lg:w-auto lg:min-w-60 lg:flex-1 lg:basis-60',
        isOver && !why && 'border-accent bg-accent-soft',
        isOver && why && 'border-bad',
        why && !isOver && 'opacity-60',
      )}
    >
      <h2 className="flex h-10 shrink-0 items-center gap-2 px-3 text-base">
        {lane.label}
        {lane.count !== undefined && <span className="text-sm font-normal text-muted">{count(lane.count)}</span>}
      </h2>
      {isOver && why && <p className="mx-2 mb-2 rounded-md bg-bad-soft px-2 py-1 text-sm text-bad">{why}</p>}
      <div ref={scroller} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {query.isError && rows.length === 0 && <Failed error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <div className="flex flex-col gap-2"><Skeleton className="h-28" /><Skeleton className="h-28" /></div>}
        {query.isSuccess && shown.length === 0 && <p className="px-1 py-6 text-center text-sm text-muted">{t('board.empty')}</p>}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <li key={item.key} data-index={item.index} ref={virtual.measureElement} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${item.start}px)` }}>
              <Card row={shown[item.index]!} by={by} board={board} lanes={lanes} fixed={fixed} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** Columns that are only dropped on, stacked at the end of the board. */
export function Target({ lane, board }: { lane: Lane; board: Board }) {
  const { setNodeRef, isOver } = useDroppable({ id: lane.key })
  const why = useWhyNot(board, lane.key)
  return (
    <li
      ref={setNodeRef}
      className={clsx(
        'flex min-h-16 flex-1 flex-col justify-center gap-1 rounded-lg border border-dashed px-3 py-2',
        isOver && !why && 'border-accent bg-accent-soft',
        isOver && why && 'border-bad',
        why && !isOver && 'opacity-60',
      )}
    >
      <span className="flex min-w-0">{lane.label}</span>
      {isOver && why && <span className="text-sm text-bad">{why}</span>}
    </li>
  )
}

/** Why the card that is dragged now cannot go to `lane`. */
function useWhyNot(board: Board, lane: string): string | undefined {
  const { active } = useDndContext()
  const row = active?.data.current?.row as WorkOrderRow | undefined
  return row && board.whyNot(row, lane)
}

/** Whether an element has come near the screen: columns far away are not read. */
function useNear(element: { current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), { rootMargin: '0px 300px' })
    if (element.current) observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return near
}
