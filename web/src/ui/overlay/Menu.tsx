import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { POP } from './looks'

export interface MenuItem {
  label: string
  icon?: LucideIcon
  onSelect: () => void
  dangerous?: boolean
  disabled?: boolean
  /** A tick before it. */
  checked?: boolean
  /** A key or note at its end. */
  hint?: ReactNode
}

/** A list of verbs behind a button. `false` entries are left out, `'-'` is a line. */
export function Menu({
  trigger,
  items,
  align = 'end',
  label,
  startsOpen,
}: {
  trigger: ReactNode
  items: Array<MenuItem | '-' | false | undefined>
  align?: 'start' | 'end'
  label?: string
  /** For one that was asked for before it was there. */
  startsOpen?: boolean
}) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={startsOpen ?? false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={4} aria-label={label} className={clsx(POP, 'max-h-[70dvh] overflow-y-auto')}>
          {items.map((item, at) => {
            if (!item) return null
            if (item === '-') return <DropdownMenu.Separator key={at} className="my-1 border-t" />
            const content = (
              <>
                {item.icon && <item.icon aria-hidden className="size-4 text-muted" />}
                <span className="flex-1">{item.label}</span>
                {item.hint && <span className="text-xs text-muted">{item.hint}</span>}
              </>
            )
            const className = clsx(
              'flex h-8 items-center gap-2 rounded-md px-2 outline-none select-none data-highlighted:bg-hover pointer-coarse:h-11',
              item.dangerous && 'text-bad',
              item.disabled && 'text-faint',
            )
            return item.checked === undefined ? (
              <DropdownMenu.Item key={at} disabled={item.disabled} onSelect={item.onSelect} className={className}>
                {content}
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.CheckboxItem
                key={at}
                checked={item.checked}
                disabled={item.disabled}
                onSelect={(event) => {
                  event.preventDefault()
                  item.onSelect()
                }}
                className={className}
              >
                <span aria-hidden className={clsx('grid size-4 place-items-center rounded-sm border', item.checked ? 'border-accent bg-accent text-on-accent' : 'border-edge')}>
                  {item.checked && '✓'}
                </span>
                {content}
              </DropdownMenu.CheckboxItem>
            )
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
