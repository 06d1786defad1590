import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../button'
import { Popover } from '../overlay'
import type { ColumnChoice } from './columns'

/** Chooses and orders the columns of a table. */
export function ColumnMenu<Row>({ columns }: { columns: ColumnChoice<Row> }) {
  const { t } = useTranslation()
  const { all, ids, show, reset } = columns
  const ordered = [...columns.shown, ...all.filter((column) => !ids.includes(column.id))]
  const move = (id: string, by: number) => {
    const next = [...ids]
    const at = next.indexOf(id)
    const to = at + by
    if (to < 0 || to >= next.length) return
    next.splice(to, 0, ...next.splice(at, 1))
    show(next)
  }
  return (
    <Popover label={t('table.columns')} align="end" trigger={<IconButton icon={Columns3} label={t('table.columns')} look="plain" />} className="w-64">
      {() => (
        <div className="p-1">
          <ul>
            {ordered.map(({ id, header, always }) => {
              const on = ids.includes(id)
              return (
                <li key={id} className="flex min-h-8 items-center gap-1">
                  <label className="flex min-w-0 flex-1 items-center gap-2 px-1">
                    <input
                      type="checkbox"
                      checked={on}
                      disabled={always}
                      onChange={() => show(on ? ids.filter((each) => each !== id) : [...ids, id])}
                      className="size-4 accent-(--accent)"
                    />
                    <span className="truncate">{header}</span>
                  </label>
                  {on && (
                    <>
                      <IconButton size="sm" icon={ArrowUp} label={t('table.moveUp', { column: header })} onClick={() => move(id, -1)} />
                      <IconButton size="sm" icon={ArrowDown} label={t('table.moveDown', { column: header })} onClick={() => move(id, 1)} />
                    </>
                  )}
                </li>
              )
            })}
          </ul>
          <Button size="sm" look="quiet" className="mt-1" onClick={reset}>
            {t('table.resetColumns')}
          </Button>
        </div>
      )}
    </Popover>
  )
}
