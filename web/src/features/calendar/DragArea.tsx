import { type Announcements, type CollisionDetection, DndContext, DragOverlay, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Face, groundOf } from './Chip'
import type { Entry } from './entries'

/** A place to drop: an element with `data-drop` naming it; with `data-hours`, one whose height is a day. */
export interface Spot {
  name: string
  /** Minutes since midnight, where the place has hours. */
  minute?: number
}

const STEP = 15
const DAY = 24 * 60

interface Props {
  children: ReactNode
  /** What the entry would be there, in words; undefined where it cannot go. */
  say: (entry: Entry, spot: Spot) => string | undefined
  onDrop: (entry: Entry, spot: Spot, from: string | undefined) => void
}

interface Dragged {
  entry: Entry
  day?: string
}

/**
 * Entries are dragged within. The place under the pointer is looked up among the elements there, not among thousands of
 * registered ones, so that a workload of five hundred people costs no more than one of five.
 */
export function DragArea({ children, say, onDrop }: Props) {
  const { t } = useTranslation('calendar')
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 6 } }), useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }))
  const pointer = useRef<{ x: number; y: number } | null>(null)
  const over = useRef<{ element: HTMLElement; spot: Spot } | undefined>(undefined)
  const [dragged, setDragged] = useState<Dragged>()
  const [words, setWords] = useState<string>()

  const follow: CollisionDetection = ({ pointerCoordinates }) => {
    pointer.current = pointerCoordinates
    return []
  }
  const look = (top: number | undefined, entry: Entry) => {
    const found = pointer.current ? spotAt(pointer.current, top) : undefined
    const said = found && say(entry, found.spot)
    const next = said ? found : undefined
    if (next?.element !== over.current?.element) {
      over.current?.element.removeAttribute('data-over')
      next?.element.setAttribute('data-over', '')
    }
    over.current = next
    setWords(said)
  }
  const end = () => {
    over.current?.element.removeAttribute('data-over')
    over.current = undefined
    setDragged(undefined)
    setWords(undefined)
  }
  const announcements: Announcements = {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => t('drag.back'),
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={follow}
      // What scrolls under the pointer is a grid or the tray, never the screen around them.
      autoScroll={{ canScroll: (element) => element.id !== 'main' && element !== document.scrollingElement }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('drag.how') } }}
      onDragStart={({ active }) => setDragged(active.data.current as Dragged)}
      onDragMove={({ active }) => look(active.rect.current.translated?.top, (active.data.current as Dragged).entry)}
      onDragCancel={end}
      onDragEnd={({ active }) => {
        const { entry, day } = active.data.current as Dragged
        const spot = over.current?.spot
        end()
        if (spot) onDrop(entry, spot, day)
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className={`w-56 cursor-grabbing overflow-hidden rounded-sm px-1.5 py-1 shadow-pop ${groundOf(dragged.entry)}`}>
            <Face entry={dragged.entry} />
            <p className="truncate text-xs font-medium text-ink">{words ?? t('drag.nowhere')}</p>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

/** The place under a point; the hour is that of the upper edge of what is dragged. */
function spotAt({ x, y }: { x: number; y: number }, top: number | undefined): { element: HTMLElement; spot: Spot } | undefined {
  const element = document
    .elementsFromPoint(x, y)
    .map((each) => each.closest<HTMLElement>('[data-drop]'))
    .find((each) => each !== null)
  const name = element?.dataset.drop
  if (!element || !name) return undefined
  if (element.dataset.hours === undefined) return { element, spot: { name } }
  const { top: midnight, height } = element.getBoundingClientRect()
  const minute = Math.round((((top ?? y) - midnight) / height) * (DAY / STEP)) * STEP
  return { element, spot: { name, minute: Math.min(Math.max(minute, 0), DAY - STEP) } }
}
