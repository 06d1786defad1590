import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Popover } from '@/ui/overlay'

interface Props {
  label: string
  children: ReactNode
  /** Opens beside the value; absent where it cannot be changed (any more). */
  editor?: ((close: () => void) => ReactNode) | false | undefined
  /** Gives the key that leads here something to press. */
  name?: string
}

/** A fact that is changed where it stands. */
export function Editable({ label, children, editor, name }: Props) {
  const { t } = useTranslation('workOrders')
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="min-w-0 break-words">
        {editor ? (
          <Popover
            label={t('detail.change', { what: label })}
            className="min-w-64 p-0"
            trigger={
              <button
                type="button"
                data-fact={name}
                title={t('detail.change', { what: label })}
                className="group -mx-1 flex min-h-[24px] w-full min-w-0 items-center gap-1.5 rounded-sm px-1 text-left hover:bg-hover pointer-coarse:min-h-11"
              >
                <span className="min-w-0 flex-1">{children || <span className="text-muted">–</span>}</span>
                <Pencil aria-hidden className="size-3 shrink-0 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:opacity-100" />
                <span className="sr-only">, {t('detail.change', { what: label })}</span>
              </button>
            }
          >
            {editor}
          </Popover>
        ) : (
          children || <span className="text-muted">–</span>
        )}
      </dd>
    </div>
  )
}
