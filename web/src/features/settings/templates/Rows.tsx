import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UseFieldArrayReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '@/ui/button'

interface Props {
  title: string
  add: string
  /** The array of the form. */
  array: Pick<UseFieldArrayReturn, 'fields' | 'append' | 'remove' | 'move'>
  /** What a new line begins with. */
  fresh: Record<string, unknown>
  children: (at: number) => ReactNode
}

/** Lines of a form that can be added, moved and taken out. */
export function Rows({ title, add, array, fresh, children }: Props) {
  const { t } = useTranslation('reference')
  const { fields, append, remove, move } = array
  return (
    <fieldset className="rounded-lg border">
      <legend className="ml-2 px-1 text-sm font-semibold">{title}</legend>
      <ol>
        {fields.map((field, at) => (
          <li key={field.id} className="flex gap-2 border-b px-3 py-3">
            <span className="w-5 shrink-0 pt-7 text-right text-sm text-muted">{at + 1}</span>
            <div className="min-w-0 flex-1">{children(at)}</div>
            <div className="flex shrink-0 flex-col pt-5">
              <IconButton size="sm" icon={X} label={t('rows.remove', { at: at + 1 })} onClick={() => remove(at)} />
              <IconButton size="sm" icon={ArrowUp} label={t('rows.up', { at: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)} />
              <IconButton size="sm" icon={ArrowDown} label={t('rows.down', { at: at + 1 })} disabled={at === fields.length - 1} onClick={() => move(at, at + 1)} />
            </div>
          </li>
        ))}
      </ol>
      <Button look="quiet" icon={Plus} className="m-1" onClick={() => append(fresh)}>
        {add}
      </Button>
    </fieldset>
  )
}
