import clsx from 'clsx'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '@/lib/days'
import { count, day, hours, month, number } from '@/lib/format'
import { Button } from '@/ui/button'
import { type Load, type LoadRow, monthsOf, shade } from './weeks'

const SHADES = ['', 'bg-accent/10', 'bg-accent/25', 'bg-accent/40', 'bg-accent text-on-accent']
const FIRST_ROWS = 40

interface Props {
  label: string
  weeks: string[]
  rows: LoadRow[]
  nameOf: (row: LoadRow) => string
  onPick: (week: string, row: LoadRow) => void
}

/** Weeks across, plans or people down, darker where there is more to do. Arrow keys move, Enter opens a week. */
export function Heat({ label, weeks, rows, nameOf, onPick }: Props) {
  const { t } = useTranslation('plans')
  const [whole, setWhole] = useState(false)
  const [at, setAt] = useState<[number, number]>([0, 0])
  const body = useRef<HTMLTableSectionElement>(null)
  const shown = whole ? rows : rows.slice(0, FIRST_ROWS)
  const fullest = Math.max(...rows.flatMap((row) => row.weeks.map((week) => week.hours)), 0)
  const months = monthsOf(weeks)
  const starts = new Set(months.reduce<number[]>((found, { weeks: many }) => [...found, (found.at(-1) ?? 0) + many], [0]))

  const go = (event: KeyboardEvent) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -weeks.length], End: [0, weeks.length] }[event.key] as [number, number] | undefined
    if (!step) return
    event.preventDefault()
    const next: [number, number] = [Math.max(0, Math.min(shown.length - 1, at[0] + step[0])), Math.max(0, Math.min(weeks.length - 1, at[1] + step[1]))]
    setAt(next)
    body.current?.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus()
  }
  return (
    <div className="overflow-x-auto rounded-lg border bg-raised">
      <table role="grid" aria-label={label} className="w-full border-collapse text-xs" onKeyDown={go}>
        <thead>
          <tr className="h-7 bg-sunken text-muted">
            <td className="sticky left-0 z-1 bg-sunken" />
            {months.map(({ month: each, weeks: many }) => (
              <th key={each} scope="colgroup" colSpan={many} className="border-l px-1 text-left font-medium whitespace-nowrap">
                <span className="block w-0">{many > 1 ? month(each) : ''}</span>
              </th>
            ))}
            <th scope="col" className="px-2 text-right font-medium">
              {t('year.total')}
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row, down) => (
            <tr key={row.key} className="h-7 border-t">
              <th scope="row" title={nameOf(row)} className="sticky left-0 z-1 max-w-52 min-w-32 truncate bg-raised px-3 text-left text-sm font-normal">
                {nameOf(row)}
              </th>
              {row.weeks.map((load, across) => (
                <td key={weeks[across]} className={clsx('h-7 min-w-5 p-0', starts.has(across) && 'border-l')}>
                  <Cell load={load} fullest={fullest} place={`${down},${across}`} focusable={at[0] === down && at[1] === across} label={t('year.cell', { name: nameOf(row), week: day(weeks[across]), amount: hours(load.hours), count: load.jobs })} onPick={() => onPick(weeks[across]!, row)} />
                </td>
              ))}
              <td className="px-2 text-right tabular-nums">{number(row.hours, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button size="sm" look="quiet" className="m-2" onClick={() => setWhole(true)}>
          {t('year.showAll', { count: rows.length, number: count(rows.length) })}
        </Button>
      )}
    </div>
  )
}

interface CellProps {
  load: Load
  fullest: number
  place: string
  focusable: boolean
  label: string
  onPick: () => void
}

function Cell({ load, fullest, place, focusable, label, onPick }: CellProps) {
  const whole = load.hours >= 10 || Number.isInteger(load.hours)
  return (
    <button
      type="button"
      data-cell={place}
      tabIndex={focusable ? 0 : -1}
      aria-label={label}
      title={label}
      aria-disabled={load.jobs === 0}
      onClick={() => load.jobs > 0 && onPick()}
      className={clsx('grid size-full h-7 min-w-5 place-items-center tabular-nums outline-offset-[-2px]', SHADES[shade(load, fullest)], !whole && 'text-[0.625rem]', load.jobs === 0 && 'cursor-default')}
    >
      {load.jobs > 0 && (load.hours > 0 ? number(load.hours, whole ? 0 : 1) : '·')}
    </button>
  )
}

/** Months across, as plain numbers. */
export function Months({ label, weeks, rows, nameOf }: Omit<Props, 'onPick'>) {
  const { t } = useTranslation('plans')
  const months = monthsOf(weeks)
  return (
    <div className="overflow-auto rounded-lg border bg-raised" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full text-sm">
        <thead className="bg-sunken text-muted">
          <tr className="h-8">
            <td className="sticky left-0 bg-sunken" />
            {months.map(({ month: each }) => (
              <th key={each} scope="col" className="px-2 text-right font-medium whitespace-nowrap">
                {month(each)}
              </th>
            ))}
            <th scope="col" className="px-3 text-right font-medium">
              {t('year.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="h-8 border-t">
              <th scope="row" title={nameOf(row)} className="sticky left-0 max-w-60 min-w-36 truncate bg-raised px-3 text-left font-normal">
                {nameOf(row)}
              </th>
              {months.map(({ month: each }) => {
                const sum = row.weeks.reduce((hoursSoFar, load, at) => (weeks[at]!.startsWith(each) ? hoursSoFar + load.hours : hoursSoFar), 0)
                return (
                  <td key={each} className={clsx('px-2 text-right tabular-nums', sum === 0 && 'text-faint')}>
                    {number(sum, 1)}
                  </td>
                )
              })}
              <td className="px-3 text-right font-medium tabular-nums">{number(row.hours, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `7 – 13 Dec`, as a title. */
export function weekWords(week: string): string {
  return `${day(week)} – ${day(addDays(week, 6))}`
}
