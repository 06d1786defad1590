/** What opens beside a cell to change it there. */
import type { Priority } from '@fettle/client'
import clsx from 'clsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf, localDay, wallOf } from '@/lib/format'
import { type RecordKind, SOURCES } from '@/lib/records'
import { PriorityMark } from '@/ui/badge'
import { Button } from '@/ui/button'
import { RecordPicker } from '@/ui/picker'
import { PRIORITIES } from '../views/defs'

export function PickPriority({ value, onPick }: { value?: Priority; onPick: (priority: Priority) => void }) {
  const { t } = useTranslation('workOrders')
  return (
    <ul className="p-1" aria-label={t('list.priority')}>
      {PRIORITIES.map((each) => (
        <li key={each}>
          <button
            type="button"
            autoFocus={each === (value ?? PRIORITIES[0])}
            aria-current={each === value || undefined}
            onClick={() => onPick(each)}
            onKeyDown={(event) => {
              const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as 'nextElementSibling' | undefined
              if (!step) return
              event.preventDefault()
              event.currentTarget.parentElement?.[step]?.querySelector('button')?.focus()
            }}
            className={clsx('flex h-8 w-full items-center rounded-md px-2 hover:bg-hover focus:bg-hover pointer-coarse:h-11', each === value && 'font-semibold')}
          >
            <PriorityMark priority={each} words />
          </button>
        </li>
      ))}
    </ul>
  )
}

const NONE = 'none'

/** A person, crew or other record, or nobody. Tells the name as well, to be shown at once. */
export function PickRecord({ kind, value, label, none, onPick }: { kind: RecordKind; value: string | null | undefined; label: string; none: string; onPick: (id: string | null, name: string | null) => void }) {
  const pick = async (id: string | string[] | null) => {
    if (Array.isArray(id)) return
    if (id === null || id === NONE) return onPick(null, null)
    const source = SOURCES[kind] as { one?: (id: string) => Promise<{ label: string }> }
    onPick(id, (await source.one?.(id).catch(() => undefined))?.label ?? null)
  }
  return <RecordPicker inline autoFocus kind={kind} aria-label={label} value={value ?? NONE} extra={[{ id: NONE, label: none }]} onChange={(id) => void pick(id)} />
}

const END_OF_WORK = '17:00'

/** A day and time, with the usual ones at hand. */
export function PickMoment({ value, label, at = END_OF_WORK, clears = !!value, onPick }: { value: string | null | undefined; label: string; at?: string; clears?: boolean; onPick: (instant: string | null) => void }) {
  const { t } = useTranslation('workOrders')
  const [wall, setWall] = useState(wallOf(value))
  const inDays = (days: number) => instantOf(`${localDay(new Date(Date.now() + days * 86_400_000))}T${at}`)
  const untilMonday = (8 - new Date(`${localDay(new Date())}T12:00:00Z`).getUTCDay()) % 7 || 7
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault()
        onPick(wall ? instantOf(wall) : null)
      }}
    >
      <label className="text-sm">
        {label}
        <input type="datetime-local" autoFocus className="control mt-1" value={wall} onChange={(event) => setWall(event.target.value)} />
      </label>
      <div className="flex flex-wrap gap-1">
        <Button size="sm" onClick={() => onPick(inDays(0))}>{t('list.today')}</Button>
        <Button size="sm" onClick={() => onPick(inDays(1))}>{t('list.tomorrow')}</Button>
        <Button size="sm" onClick={() => onPick(inDays(untilMonday))}>{t('list.monday')}</Button>
      </div>
      <div className="flex justify-between gap-2">
        <Button size="sm" look="quiet" disabled={!clears} onClick={() => onPick(null)}>{t('list.clear')}</Button>
        <Button size="sm" look="primary" type="submit">{t('list.set')}</Button>
      </div>
    </form>
  )
}
