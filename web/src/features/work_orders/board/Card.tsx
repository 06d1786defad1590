import type { WorkOrderRow } from '@fettle/client'
import { useDraggable } from '@dnd-kit/core'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowRightLeft, GripVertical } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { PriorityMark, StatusBadge, Who } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { Due } from '../list/columns'
import type { Lane, LaneBy } from './lanes'
import type { Board } from './useMoving'

interface Props {
  row: WorkOrderRow
  by: LaneBy
  board: Board
  lanes: Lane[]
  fixed: boolean
}

/** A work order on the board. The whole card is dragged by mouse or finger; its handle by keyboard; its menu does without dragging. */
export const Card = memo(function Card({ row, by, board, lanes, fixed }: Props) {
  const { t } = useTranslation('workOrders')
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({ id: row.id, data: { row }, disabled: fixed })
  const { onKeyDown, ...grabs } = listeners ?? {}
  const targets = lanes.filter(({ key }) => key !== board.laneOf(row) && !board.whyNot(row, key))
  return (
    <article
      ref={setNodeRef}
      {...grabs}
      aria-label={`WO-${row.number} ${row.title}`}
      className={clsx(
        'group touch-manipulation rounded-md border select-none',
        !fixed && 'cursor-grab',
        isDragging && 'opacity-40',
        board.refused === row.id ? 'border-bad bg-bad-soft' : board.moved.has(row.id) ? 'border-accent bg-raised' : 'bg-raised',
      )}
    >
      <Face row={row} by={by}>
        {!fixed && (
          <span className="-mt-1 -mr-1.5 ml-auto flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
            {targets.length > 0 && (
              <Menu
                label={t('board.moveTo')}
                trigger={<IconButton size="sm" icon={ArrowRightLeft} label={t('board.moveTitle', { number: `WO-${row.number}` })} />}
                items={targets.slice(0, 40).map(({ key, name }) => ({ label: name, onSelect: () => board.move(row, key) }))}
              />
            )}
            <IconButton
              size="sm"
              icon={GripVertical}
              label={t('board.grab', { number: `WO-${row.number}` })}
              ref={setActivatorNodeRef}
              onKeyDown={onKeyDown as never}
              {...attributes}
              className="cursor-grab pointer-coarse:hidden"
            />
          </span>
        )}
      </Face>
    </article>
  )
})

/** What a card shows. */
export function Face({ row, by, children }: Pick<Props, 'row' | 'by'> & { children?: React.ReactNode }) {
  const place = [row.siteName, row.locationName].filter(Boolean).join(' · ')
  return (
    <div className="flex flex-col gap-1 p-2.5">
      <div className="flex items-center gap-2 text-sm text-muted">
        <span>WO-{row.number}</span>
        <PriorityMark priority={row.priority} />
        {children}
      </div>
      <Link to={'/work-orders/$workOrderId' as never} params={{ workOrderId: row.id } as never} draggable={false} title={row.title} className="line-clamp-2 font-medium break-words hover:underline">
        {row.title}
      </Link>
      {place && <p className="truncate text-sm text-muted" title={place}>{place}</p>}
      <div className="flex min-w-0 items-center gap-2 text-sm">
        {by === 'assignee' ? <StatusBadge status={row.status} /> : <Who name={row.assigneeName} />}
        {by === 'crew' && <StatusBadge status={row.status} />}
        {row.dueAt && <span className="ml-auto shrink-0"><Due row={row} /></span>}
      </div>
    </div>
  )
}
