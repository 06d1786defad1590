import { useDraggable, useDroppable } from '@dnd-kit/core'
import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useId } from 'react'
import type { Branch } from './tree'
import type { TreeProps } from './Tree'

/** The name of the place above all nodes, for dragging. */
export const TOP = ':top'
const OPENS_AFTER_MS = 700

interface Props<Node> {
  style: CSSProperties
  branch: Branch<Node>
  tree: TreeProps<Node>
  /** The one line that Tab reaches. */
  tabbed: boolean
  /** What is being dragged. */
  held: string | undefined
  onFocus: () => void
  onKey: (event: KeyboardEvent, leaf: boolean) => void
}

export function Row<Node>({ style, branch, tree, tabbed, held, onFocus, onKey }: Props<Node>) {
  const { id, node, level, open } = branch
  const { useLeaf, onToggle, onOpen, drag } = tree
  const leaf = useLeaf(node)
  const label = useId()
  const dragging = useDraggable({ id, disabled: !drag || drag.may?.(node) === false })
  const dropping = useDroppable({ id, disabled: !drag || held === id })
  const { setNodeRef: dragRef } = dragging
  const { setNodeRef: dropRef } = dropping
  const place = useCallback(
    (element: HTMLElement | null) => {
      dragRef(element)
      dropRef(element)
    },
    [dragRef, dropRef],
  )
  const over = dropping.isOver && held !== undefined
  useEffect(() => {
    if (!over || open || leaf) return
    const timer = setTimeout(() => onToggle(node, true), OPENS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [over, open, leaf, node, onToggle])
  return (
    <div
      ref={place}
      {...dragging.listeners}
      role="treeitem"
      data-node={id}
      aria-labelledby={`${label}-line`}
      aria-level={level}
      aria-posinset={branch.at}
      aria-setsize={branch.of}
      aria-expanded={leaf ? undefined : open}
      aria-selected={false}
      tabIndex={tabbed ? 0 : -1}
      style={{ ...style, paddingLeft: (level - 1) * 20 + 8 }}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      onKeyDown={(event) => onKey(event, leaf === true)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input, [role=menu]')) return
        onOpen?.(node, open)
      }}
      className={clsx(
        'flex items-center gap-2 border-b pr-2 -outline-offset-2',
        onOpen && 'cursor-pointer',
        over ? 'bg-accent-soft outline-2 outline-dashed outline-accent' : 'hover:bg-hover',
        held === id && 'opacity-50',
      )}
    >
      {leaf ? (
        <span aria-hidden className="size-6 shrink-0" />
      ) : (
        <span
          aria-hidden
          onClick={(event) => {
            event.stopPropagation()
            onToggle(node, !open)
          }}
          className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink pointer-coarse:size-10"
        >
          <ChevronRight className={clsx('size-4 transition-transform', open && 'rotate-90')} />
        </span>
      )}
      <div id={`${label}-line`} className="flex min-w-0 flex-1 items-center gap-2">
        {tree.render(node)}
      </div>
      {tree.acts?.(node)}
    </div>
  )
}
