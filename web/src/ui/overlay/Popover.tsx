import clsx from 'clsx'
import { Popover as RadixPopover } from 'radix-ui'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { POP } from './looks'

interface PopoverProps {
  trigger: ReactNode
  children: (close: () => void) => ReactNode
  align?: ComponentProps<typeof RadixPopover.Content>['align']
  label: string
  className?: string
}

/** A small panel beside what opened it. */
export function Popover({ trigger, children, align = 'start', label, className }: PopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <RadixPopover.Root open={open} onOpenChange={setOpen}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={clsx(POP, 'max-h-[min(70dvh,var(--radix-popover-content-available-height))] max-w-[calc(100vw-1rem)] overflow-y-auto', className)}
        >
          {children(() => setOpen(false))}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}
