import { DndContext, DragOverlay, getClientRect, MeasuringStrategy, type Modifiers, MouseSensor, pointerWithin, TouchSensor, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useCoarse } from '@/lib/screen'
import { Skeleton } from '../states'
import { type Branch, isBranch, type Line, stepOf, typedAhead } from './tree'
import { Row, TOP } from './Row'

export interface TreeProps<Node> {
  /** What the tree shows, for screen readers. */
  label: string
  lines: Line<Node>[]
  nameOf: (node: Node) => string
  /** What a line says; it is also its name for screen readers. */
  render: (node: Node) => ReactNode
  /** Buttons at the end of a line. */
  acts?: (node: Node) => ReactNode
  onToggle: (node: Node, open: boolean) => void
  /** Enter, or a click beside links; `open` is how it stands now. */
  onOpen?: (node: Node, open: boolean) => void
  /** Whether nothing is below a node; a hook, asked by each line in view. Undefined: not known, so it can be opened. */
  useLeaf: (node: Node) => boolean | undefined
  /** Read what is below `parent`, or more of it. */
  onMore?: (parent: string | null) => void
  /** The node to begin at, and to go to when it changes. */
  at?: string | undefined
  /** Nodes can be dragged onto one another, and onto the `top` where that has a name; a menu must offer the same. */
  drag?: { onto: (node: Node, target: Node | null) => void; may?: (node: Node) => boolean; top?: string } | undefined
}

const TYPING_MS = 700
const NO_ANNOUNCEMENTS = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined }

/** Lines are put in their place by a transform, which dnd-kit would take out of their measures. */
const MEASURING = {
  draggable: { measure: getClientRect },
  droppable: { measure: getClientRect, strategy: MeasuringStrategy.Always },
}

/** A line is as wide as the tree; what is carried of it stays beside the pointer. */
const BESIDE_POINTER: Modifiers = [
  ({ activatorEvent, draggingNodeRect, transform }) => {
    const start = window.TouchEvent && activatorEvent instanceof TouchEvent ? activatorEvent.touches[0] : activatorEvent instanceof MouseEvent ? activatorEvent : undefined
    if (!start || !draggingNodeRect) return transform
    return { ...transform, x: transform.x + start.clientX - draggingNodeRect.left + 12, y: transform.y + start.clientY - draggingNodeRect.top + 8 }
  },
]

/**
 * A tree of any size: only the lines in view are drawn. Arrow keys move, open and close; Home, End and typing ahead go
 * further; Enter opens the record.
 */
export function Tree<Node>(props: TreeProps<Node>) {
  const { label, lines, nameOf, onToggle, onOpen, drag } = props
  const coarse = useCoarse()
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<string | undefined>(props.at)
  const [dragged, setDragged] = useState<string>()
  const wanted = useRef<string | undefined>(undefined)
  const typed = useRef({ words: '', at: 0 })
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 350, tolerance: 8 } }),
  )
  const indexOf = (id: string | undefined) => lines.findIndex((line) => isBranch(line) && line.id === id)
  const height = coarse ? 44 : 34
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    getItemKey: (index) => {
      const line = lines[index]!
      return isBranch(line) ? line.id : `more ${line.more}`
    },
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      const held = indexOf(dragged)
      return held < 0 || seen.includes(held) ? seen : [...seen, held].sort((one, other) => one - other)
    },
  })
  useEffect(() => virtual.measure(), [height, virtual])

  const go = (id: string) => {
    wanted.current = id
    setCurrent(id)
    virtual.scrollToIndex(indexOf(id))
  }
  useEffect(() => {
    if (wanted.current === undefined) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(wanted.current)}"]`)
    if (!row) return
    row.focus({ preventScroll: true })
    wanted.current = undefined
  })
  const sought = props.at
  const there = sought !== undefined && indexOf(sought) >= 0
  useEffect(() => {
    if (there) go(sought)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once it is there, not each time that lines are added
  }, [sought, there])

  const pressed = (event: KeyboardEvent, { id, node, open }: Branch<Node>, leaf: boolean) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') return onOpen?.(node, open)
    const step = stepOf(event.key, lines, id, leaf)
    if (step) {
      event.preventDefault()
      typed.current.words = ''
      if ('go' in step) go(step.go)
      else onToggle(node, step.open)
    } else if (event.key.length === 1 && event.key !== ' ' && event.key !== '?' && event.key !== '/') {
      event.preventDefault()
      const now = event.timeStamp
      typed.current = { words: now - typed.current.at < TYPING_MS ? typed.current.words + event.key : event.key, at: now }
      const found = typedAhead(lines, id, typed.current.words, nameOf)
      if (found) go(found)
    } else if (event.key.startsWith('Arrow')) event.preventDefault()
  }
  const nodeOf = (id: string | undefined) => {
    const line = lines[indexOf(id)]
    return line && isBranch(line) ? line.node : undefined
  }
  const first = lines.find(isBranch)?.id
  const tabbed = current !== undefined && indexOf(current) >= 0 ? current : first
  const held = nodeOf(dragged)

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      measuring={MEASURING}
      autoScroll={{ threshold: { x: 0, y: 0.08 } }}
      accessibility={{ announcements: NO_ANNOUNCEMENTS, screenReaderInstructions: { draggable: '' } }}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={({ active, over }) => {
        setDragged(undefined)
        const node = nodeOf(String(active.id))
        if (!node || !over || over.id === active.id) return
        const target = over.id === TOP ? null : nodeOf(String(over.id))
        if (target !== undefined) drag?.onto(node, target)
      }}
    >
      <div className="relative flex h-full flex-col">
        {held !== undefined && drag?.top && <TopZone label={drag.top} />}
        <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain bg-raised">
          <div role="tree" aria-label={label} className="relative min-w-fit" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const line = lines[item.index]!
              const place = { position: 'absolute', top: 0, left: 0, right: 0, height: item.size, transform: `translateY(${item.start}px)` } as const
              if (!isBranch(line)) return <Reading key={item.key} style={place} level={line.level} read={() => props.onMore?.(line.more)} />
              return (
                <Row
                  key={item.key}
                  style={place}
                  branch={line}
                  tree={props}
                  tabbed={line.id === tabbed}
                  held={dragged}
                  onFocus={() => setCurrent(line.id)}
                  onKey={(event, leaf) => pressed(event, line, leaf)}
                />
              )
            })}
          </div>
        </div>
      </div>
      <DragOverlay dropAnimation={null} modifiers={BESIDE_POINTER}>
        {held !== undefined && <div className="inline-flex h-8 max-w-72 items-center truncate rounded-md border bg-raised px-3 font-medium shadow-pop">{nameOf(held)}</div>}
      </DragOverlay>
    </DndContext>
  )
}

/** Where a dragged node becomes part of nothing. */
function TopZone({ label }: { label: string }) {
  const { setNodeRef, isOver } = useDroppable({ id: TOP })
  return (
    <div
      ref={setNodeRef}
      className={clsx('absolute inset-x-0 top-0 z-10 grid h-10 place-items-center border-b border-dashed border-accent text-sm font-medium', isOver ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent')}
    >
      {label}
    </div>
  )
}

/** Grey lines that ask for what belongs in their place as soon as they are seen. */
function Reading({ style, level, read }: { style: React.CSSProperties; level: number; read: () => void }) {
  const ask = useRef(read)
  ask.current = read
  useEffect(() => ask.current(), [])
  return (
    <div aria-hidden style={{ ...style, paddingLeft: level * 20 + 16 }} className="flex items-center">
      <Skeleton className="h-3.5 w-48" />
    </div>
  )
}
