import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import type { Filters } from '@/ui/filters'
import { DUE_THIS_WEEK } from './query'

interface Props {
  address: Filters
  set: (change: Filters) => void
  takes?: readonly string[] | undefined
}

/** The questions asked every morning, one touch each. */
export function QuickFilters({ address, set, takes }: Props) {
  const { t } = useTranslation('workOrders')
  const { me, may, household } = useAccount()
  const quick: Array<{ key: string; value: string | true; label: string; shown?: boolean }> = [
    { key: 'assigneeId', value: 'me', label: t('filter.mine'), shown: !!me.staffId },
    { key: 'crewId', value: 'mine', label: t('filter.myCrews'), shown: !!me.staffId && !household },
    { key: 'assigneeId', value: 'none', label: t('filter.unassigned'), shown: may('work_orders:write') },
    { key: 'overdue', value: true, label: t('filter.overdue') },
    { key: DUE_THIS_WEEK, value: true, label: t('filter.dueThisWeek') },
  ]
  return (
    <div role="group" aria-label={t('filter.quick')} className="no-print flex max-w-full gap-1 overflow-x-auto py-1">
      {quick
        .filter(({ key, shown = true }) => shown && (!takes || takes.includes(key)))
        .map(({ key, value, label }) => {
          const now = address[key]
          const on = Array.isArray(now) ? now.length === 1 && now[0] === value : now === value
          return (
            <button
              key={`${key}${value}`}
              type="button"
              aria-pressed={on}
              onClick={() => set({ [key]: on ? undefined : value })}
              className={clsx(
                'h-7 shrink-0 rounded-md px-2 text-sm font-medium whitespace-nowrap pointer-coarse:h-10',
                on ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              {label}
            </button>
          )
        })}
    </div>
  )
}
