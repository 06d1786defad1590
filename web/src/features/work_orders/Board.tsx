import { type Announcements, DndContext, DragOverlay, MeasuringStrategy } from '@dnd-kit/core'
import type { WorkOrderRow } from '@fettle/client'
import clsx from 'clsx'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Segments } from '@/ui/tabs'
import { Face } from './board/Card'
import { Column, Target } from './board/Column'
import { overWhich, useDragSensors } from './board/dragging'
import { type LaneBy, useLanes } from './board/lanes'
import { useMoving } from './board/useMoving'
import { ReasonDialog } from './moves/ReasonDialog'
import { sortOf } from './views/query'
import { useWorkOrderFilters, WorkOrdersPage } from './WorkOrderViews'

const BY: LaneBy[] = ['status', 'assignee', 'crew']

/** Work orders as cards in columns: by status, person or crew. */
export default function Board() {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const { address, set } = useWorkOrderFilters()
  const choices = BY.filter((each) => each === 'status' || (may('staff:read') && !(household && each === 'crew')))
  const by = choices.find((each) => each === address.by) ?? 'status'
  return (
    <WorkOrdersPage
      view="board"
      tools={
        choices.length > 1 && (
          <Segments
            label={t('board.by')}
            value={by}
            options={choices.map((value) => ({ value, label: value === 'assignee' ? t('board.person') : t(`filter.${value}`) }))}
            onChange={(next) => set({ by: next === 'status' ? undefined : next })}
          />
        )
      }
    >
      <Lanes key={by} by={by} />
    </WorkOrdersPage>
  )
}

function Lanes({ by }: { by: LaneBy }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { query, address } = useWorkOrderFilters()
  const { full, narrow } = useLanes(by, query)
  const lanes = useMemo(() => [...full, ...narrow], [full, narrow])
  const nameOf = (key: string | number) => lanes.find((lane) => lane.key === key)?.name ?? ''
  const board = useMoving(by, nameOf)
  const sensors = useDragSensors()
  const [dragged, setDragged] = useState<WorkOrderRow>()
  const fixed = !!address.deleted || !(by === 'status' ? may('work_orders:work') || may('work_orders:approve') || may('work_orders:close') || may('work_orders:cancel') : may('work_orders:write'))
  const sort = sortOf(address) ?? '-priority'

  const numberOf = (data: unknown) => `WO-${(data as { row?: WorkOrderRow } | undefined)?.row?.number ?? ''}`
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('board.said.grabbed', { number: numberOf(active.data.current) }),
    onDragOver: ({ active, over }) => {
      if (!over) return t('board.said.nowhere')
      const why = board.whyNot((active.data.current as { row: WorkOrderRow }).row, String(over.id))
      return why ? t('board.said.refused', { to: nameOf(over.id), why }) : t('board.said.over', { to: nameOf(over.id) })
    },
    onDragEnd: ({ active, over }) => (over ? t('board.said.dropped', { number: numberOf(active.data.current), to: nameOf(over.id) }) : t('board.said.back')),
    onDragCancel: () => t('board.said.back'),
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={overWhich}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('board.said.how') } }}
      onDragStart={({ active }) => setDragged((active.data.current as { row: WorkOrderRow }).row)}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={({ active, over }) => {
        setDragged(undefined)
        if (over) board.move((active.data.current as { row: WorkOrderRow }).row, String(over.id))
      }}
    >
      <div tabIndex={-1} className={clsx('flex h-full gap-3 overflow-x-auto overscroll-x-contain px-4 pb-4 sm:px-6', !dragged && 'snap-x snap-mandatory sm:snap-none')}>
        {full.map((lane) => (
          <Column key={lane.key} lane={lane} lanes={lanes} by={by} sort={sort} board={board} fixed={fixed} />
        ))}
        {narrow.length > 0 && !fixed && (
          <ul aria-label={t('board.others')} className="flex h-full w-40 shrink-0 flex-col gap-2 overflow-y-auto">
            {narrow.map((lane) => (
              <Target key={lane.key} lane={lane} board={board} />
            ))}
          </ul>
        )}
      </div>
      <DragOverlay>{dragged && <div className="cursor-grabbing rounded-md border border-accent bg-raised shadow-pop"><Face row={dragged} by={by} /></div>}</DragOverlay>
      {board.asking && (
        <ReasonDialog
          verb={board.asking.verb}
          title={t(`board.ask.${board.asking.verb}`, { number: `WO-${board.asking.row.number}` })}
          onClose={board.stopAsking}
          onGive={board.answer}
        />
      )}
    </DndContext>
  )
}
