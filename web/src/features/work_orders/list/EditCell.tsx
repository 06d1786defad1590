/** Cells that are changed where they stand. One popover serves all of them: a row of a long table has to be light. */
import { Popover } from 'radix-ui'
import { createContext, type KeyboardEvent, type ReactNode, use, useCallback, useRef, useState } from 'react'

interface Open {
  cell: HTMLElement
  label: string
  editor: (close: () => void) => ReactNode
}

const Opener = createContext<(open: Open) => void>(() => undefined)

/** Around a table with such cells. */
export function CellEditors({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>()
  const cell = useRef<HTMLElement>(null)
  const chosen = useRef(false)
  const begin = useCallback((next: Open) => {
    cell.current = next.cell
    chosen.current = false
    setOpen(next)
  }, [])
  return (
    <Opener value={begin}>
      {children}
      <Popover.Root open={!!open} onOpenChange={(stays) => !stays && setOpen(undefined)}>
        <Popover.Anchor virtualRef={cell as { current: HTMLElement }} />
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            aria-label={open?.label}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              // When something was chosen, the row's keys are wanted again.
              const back = chosen.current ? rowOf(cell.current) : cell.current
              back?.focus({ preventScroll: true })
            }}
            className="z-50 max-h-[min(70dvh,var(--radix-popover-content-available-height))] max-w-[calc(100vw-1rem)] min-w-56 overflow-y-auto rounded-lg border bg-raised shadow-pop animate-appear"
          >
            {open?.editor(() => {
              chosen.current = true
              setOpen(undefined)
            })}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </Opener>
  )
}

interface Props {
  /** Names the cell for the row's keys. */
  name: string
  label: string
  children: ReactNode
  editor: Open['editor']
}

/** A cell that opens an editor beside itself. Arrow keys move between such cells, Escape goes back to the row. */
export function EditCell({ name, label, children, editor }: Props) {
  const open = use(Opener)
  return (
    <button
      type="button"
      data-edit={name}
      tabIndex={-1}
      title={label}
      aria-haspopup="dialog"
      onClick={(event) => open({ cell: event.currentTarget, label, editor })}
      onKeyDown={moved}
      className="-mx-1 flex h-7 w-full max-w-full min-w-6 items-center truncate rounded-sm px-1 text-left hover:bg-quiet-soft pointer-coarse:h-10"
    >
      <span className="min-w-0 truncate">{children}</span>
      <span className="sr-only">, {label}</span>
    </button>
  )
}

const rowOf = (cell: Element | null) => cell?.closest<HTMLElement>('[role=row]')

/** From one cell of the row to the next. */
function moved(event: KeyboardEvent<HTMLElement>): void {
  const row = rowOf(event.currentTarget)
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key === 'Escape' || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    event.preventDefault()
    row.focus()
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const cells = [...row.querySelectorAll<HTMLElement>('[data-edit]')]
  const next = cells[cells.indexOf(event.currentTarget) + step]
  event.preventDefault()
  ;(next ?? row).focus()
}

const KEYS: Record<string, string> = { a: 'assignee', p: 'priority', d: 'due', s: 'schedule' }

/** The keys of a row that open its editors. Says whether it used the key. */
export function editByKey(event: KeyboardEvent): boolean {
  const row = event.currentTarget as HTMLElement
  if (event.key === 'ArrowRight') {
    const first = row.querySelector<HTMLElement>('[data-edit]')
    first?.focus()
    return !!first
  }
  const name = KEYS[event.key]
  const cell = name && row.querySelector<HTMLElement>(`[data-edit=${name}]`)
  if (!cell) return false
  cell.click()
  return true
}
