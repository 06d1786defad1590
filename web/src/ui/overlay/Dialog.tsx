import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../button'
import { VEIL } from './looks'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** A sentence under the title. */
  about?: ReactNode
  children: ReactNode
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** A sheet at the right edge instead of a box in the middle: for forms that are worked in beside a list. */
  side?: boolean
}

const SIZES = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-2xl', xl: 'max-w-5xl' }

/** A box over the screen. Focus goes into it, Escape closes it, focus goes back to where it was. */
export function Dialog({ open, onClose, title, about, children, footer, size = 'md', side = false }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={VEIL} />
        <Radix.Content
          {...(about ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={toFirstField}
          className={clsx(
            'fixed z-50 flex flex-col bg-raised shadow-pop animate-appear focus:outline-none',
            side
              ? clsx('inset-y-0 right-0 w-full border-l', SIZES[size])
              : clsx('top-1/2 left-1/2 max-h-[92dvh] w-[calc(100%-1.5rem)] -translate-x-1/2 -translate-y-1/2 rounded-lg border', SIZES[size]),
          )}
        >
          <div className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {about && <Radix.Description className="text-sm text-muted">{about}</Radix.Description>}
            </div>
            <Radix.Close aria-label={t('close')} className={clsx(buttonClass('quiet', 'sm'), '-mr-1 px-1.5')}>
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A form begins in its first field, not on the button that closes it. */
function toFirstField(event: Event): void {
  const first = (event.target as HTMLElement).querySelector<HTMLElement>('input:not([type=hidden]):not(:disabled), textarea, select')
  if (!first) return
  event.preventDefault()
  first.focus()
}
