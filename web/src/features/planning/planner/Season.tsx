import { Plus, Trash2 } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '@/ui/button'
import { daysIn, monthName } from '../trigger/names'
import { Fault } from '../trigger/Fault'
import type { PlanValues } from './values'

const MOST = 12

/** The part of the year in which the plan is live. */
export function Season() {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext<PlanValues>()
  const season = useWatch<PlanValues, 'season'>({ name: 'season' })
  const set = (next: PlanValues['season']) => setValue('season', next, { shouldDirty: true })
  const on = season.length > 0
  return (
    <div>
      <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input type="checkbox" className="size-4 accent-(--accent)" checked={on} onChange={() => set(on ? [] : [{ first: '04-01', last: '10-31' }])} />
        {t('season.only')}
      </label>
      {on && (
        <div className="mt-1 ml-6 flex flex-col gap-2">
          {season.map((span, at) => (
            <div key={at} role="group" aria-label={t('season.span', { number: at + 1 })} className="flex flex-wrap items-center gap-2">
              <MonthDay label={t('season.first')} value={span.first} onChange={(first) => set(season.with(at, { ...span, first }))} />
              <span aria-hidden>–</span>
              <MonthDay label={t('season.last')} value={span.last} onChange={(last) => set(season.with(at, { ...span, last }))} />
              {season.length > 1 && <IconButton icon={Trash2} label={t('season.remove')} onClick={() => set(season.toSpliced(at, 1))} />}
              <Fault name={`season.${at}.first`} />
              <Fault name={`season.${at}.last`} />
            </div>
          ))}
          {season.length < MOST && (
            <Button look="quiet" size="sm" icon={Plus} className="self-start" onClick={() => set([...season, { first: '12-01', last: '02-29' }])}>
              {t('season.add')}
            </Button>
          )}
          <p className="text-xs text-muted">{t('season.help')}</p>
        </div>
      )}
    </div>
  )
}

const two = (value: number) => String(value).padStart(2, '0')

/** A day of every year. */
function MonthDay({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('plans')
  const [month, day] = value.split('-').map(Number) as [number, number]
  return (
    <span role="group" aria-label={label} className="flex gap-1">
      <select aria-label={`${label}: ${t('trigger.day')}`} className="control w-16" value={day} onChange={(event) => onChange(`${two(month)}-${two(Number(event.target.value))}`)}>
        {Array.from({ length: daysIn(month) }, (_, at) => (
          <option key={at} value={at + 1}>
            {at + 1}
          </option>
        ))}
      </select>
      <select
        aria-label={`${label}: ${t('trigger.month')}`}
        className="control w-32"
        value={month}
        onChange={(event) => {
          const next = Number(event.target.value)
          onChange(`${two(next)}-${two(Math.min(day, daysIn(next)))}`)
        }}
      >
        {Array.from({ length: 12 }, (_, at) => (
          <option key={at} value={at + 1}>
            {monthName(at + 1)}
          </option>
        ))}
      </select>
    </span>
  )
}
