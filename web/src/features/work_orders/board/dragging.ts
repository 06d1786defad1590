/** How cards are dragged: by mouse, by finger after a moment, by keyboard from column to column. */
import { type CollisionDetection, type KeyboardCoordinateGetter, KeyboardSensor, MouseSensor, pointerWithin, rectIntersection, TouchSensor, useSensor, useSensors } from '@dnd-kit/core'

const STEPS: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

const toNextLane: KeyboardCoordinateGetter = (event, { context: { droppableContainers, droppableRects, over } }) => {
  const step = STEPS[event.code]
  if (!step) return undefined
  event.preventDefault()
  const lanes = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id)
      return rect ? [{ id, rect }] : []
    })
    .sort((one, other) => one.rect.left - other.rect.left || one.rect.top - other.rect.top)
  const next = lanes[lanes.findIndex(({ id }) => id === over?.id) + step]
  return next && { x: next.rect.left + 6, y: next.rect.top + 6 }
}

/** Under the pointer; by keyboard, which has none, where most of the card lies. */
export const overWhich: CollisionDetection = (given) => (given.pointerCoordinates ? pointerWithin(given) : rectIntersection(given))

export function useDragSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextLane }),
  )
}
