import { Link, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import type { Answer, Line, Values } from './answers'
import type { Way } from './drill'
import type { ColumnId } from './figures'
import { sorted } from './sorted'
import type { Names } from './useNames'

interface Props {
  label: string
  /** What the lines are: the period, the dimension. */
  head: string
  answer: Answer
  columns: ColumnId[]
  names: Names
  way: (line: Line) => Way | undefined
  sort: string | undefined
  onSort: (sort: string) => void
}

const AT_ONCE = 200

/** The lines of an answer under their totals; a click on a heading sorts, a click on a line goes to what is behind it. */
export function FigureTable({ label, head, answer, columns, names, way, sort, onSort }: Props) {
  const { t } = useTranslation('analysis')
  const navigate = useNavigate()
  const [shown, setShown] = useState(AT_ONCE)
  const lines = sorted(answer.lines, sort, names.line)
  return (
    <>
      <div className="overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b bg-sunken text-muted">
              <Head id="line" label={head} sort={sort} onSort={onSort} />
              {columns.map((column) => (
                <Head key={column} id={column} label={names.column(column)} unit={names.unit(column)} sort={sort} onSort={onSort} end />
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="border-b bg-sunken font-semibold">
              <th scope="row" className="px-3 py-1.5 text-left font-semibold">{t('total')}</th>
              <Numbers values={answer.total} columns={columns} names={names} total />
            </tr>
            {lines.slice(0, shown).map((line) => {
              const to = way(line)
              const name = names.line(line)
              return (
                <tr
                  key={`${line.key ?? ''} ${line.from ?? ''}`}
                  className={clsx('border-b last:border-b-0 hover:bg-hover', to && 'cursor-pointer')}
                  onClick={(event) => {
                    if (to && !(event.target as Element).closest('a')) void navigate(to as never)
                  }}
                >
                  <th scope="row" className="max-w-72 px-3 py-1.5 text-left font-normal break-words">
                    {to ? <Link {...(to as never as { to: '.' })} className="link">{name}</Link> : name}
                  </th>
                  <Numbers values={line.values} columns={columns} names={names} />
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {lines.length > shown && (
        <div className="no-print flex items-center gap-3 border-t px-3 py-2 text-sm text-muted">
          {t('shown', { shown, count: lines.length })}
          <Button size="sm" onClick={() => setShown(shown + 500)}>{t('showMore')}</Button>
        </div>
      )}
      {answer.more && <p className="border-t px-3 py-2 text-sm text-muted">{t('tooMany', { count: answer.lines.length })}</p>}
    </>
  )
}

function Numbers({ values, columns, names, total }: { values: Values; columns: ColumnId[]; names: Names; total?: boolean }) {
  return columns.map((column) => (
    <td key={column} className={clsx('px-3 py-1.5 text-right whitespace-nowrap tabular-nums', (values[column] ?? null) === null && 'text-muted')}>
      {total && values[column] === undefined ? '' : names.value(column, values[column])}
    </td>
  ))
}

interface HeadProps {
  id: string
  label: string
  unit?: string
  sort: string | undefined
  onSort: (sort: string) => void
  end?: boolean
}

function Head({ id, label, unit, sort, onSort, end }: HeadProps) {
  const now = sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : 'none'
  return (
    <th scope="col" aria-sort={now} className={clsx('px-3 py-1.5 align-bottom font-medium', end ? 'text-right' : 'text-left')}>
      <button
        type="button"
        onClick={() => onSort(now === 'none' ? (end ? `-${id}` : id) : now === 'ascending' ? `-${id}` : id)}
        className={clsx('inline-flex min-h-6 items-center gap-1 hover:text-ink', end ? 'text-right' : 'text-left')}
      >
        <span>
          {label}
          {unit && <span className="font-normal"> ({unit})</span>}
        </span>
        {now === 'ascending' && <ArrowUp aria-hidden className="size-3.5 shrink-0" />}
        {now === 'descending' && <ArrowDown aria-hidden className="size-3.5 shrink-0" />}
      </button>
    </th>
  )
}
