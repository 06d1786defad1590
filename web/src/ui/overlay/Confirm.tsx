import { AlertDialog as RadixAlert } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, buttonClass } from '../button'
import { VEIL } from './looks'

interface ConfirmProps {
  open: boolean
  onClose: () => void
  title: string
  children?: ReactNode
  /** The verb on the button: what will happen. */
  verb: string
  onConfirm: () => void
  busy?: boolean
  dangerous?: boolean
}

/** Asks before what cannot be taken back. What can be undone is done at once and offers to undo. */
export function Confirm({ open, onClose, title, children, verb, onConfirm, busy, dangerous }: ConfirmProps) {
  const { t } = useTranslation()
  return (
    <RadixAlert.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={VEIL} />
        <RadixAlert.Content className="fixed top-1/2 left-1/2 z-50 w-[calc(100%-1.5rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-lg border bg-raised p-4 shadow-pop animate-appear">
          <RadixAlert.Title className="text-lg font-semibold">{title}</RadixAlert.Title>
          <RadixAlert.Description asChild>
            <div className="mt-1 text-muted">{children}</div>
          </RadixAlert.Description>
          <div className="mt-4 flex justify-end gap-2">
            <RadixAlert.Cancel className={buttonClass('plain')}>{t('cancel')}</RadixAlert.Cancel>
            <Button look={dangerous ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
              {verb}
            </Button>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  )
}
