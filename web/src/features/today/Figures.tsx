import { countWorkOrdersOptions, countWorkRequestsOptions } from '@fettle/client/queries'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, localDay } from '@/lib/format'
import { Skeleton } from '@/ui/states'
import { workFigures } from './figures'

/** How much of what there is; each figure leads to the list that it counts. */
export function Figures() {
  const { t } = useTranslation('today')
  const { me, may, household } = useAccount()
  const figures = workFigures(me, may, household, localDay(new Date()))
  const counts = useQueries({ queries: figures.map(({ query }) => countWorkOrdersOptions({ query })) })
  const requests = useQuery({ ...countWorkRequestsOptions({ query: { status: ['new'] } }), enabled: may('requests:decide') })
  return (
    <ul aria-label={t('figures')} className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]">
      {figures.map(({ key, search, tone }, at) => (
        <Tile key={key} to="/work-orders" search={search} label={t(`figure.${key}`)} value={counts[at]?.data?.total} failed={!!counts[at]?.isError} tone={tone} />
      ))}
      {may('requests:decide') && <Tile to="/requests" label={t('figure.newRequests')} value={requests.data?.total} failed={requests.isError} />}
    </ul>
  )
}

interface TileProps {
  to: string
  search?: Record<string, string | boolean>
  label: string
  value: number | undefined
  failed: boolean
  tone?: 'bad' | undefined
}

function Tile({ to, search, label, value, failed, tone }: TileProps) {
  return (
    <li className="min-w-0">
      <Link to={to as never} search={search as never} className="flex h-full flex-col justify-between gap-1 rounded-lg border bg-raised px-3 py-2.5 hover:border-edge hover:bg-hover">
        <span className="text-sm text-muted">{label}</span>
        {value === undefined && !failed ? (
          <Skeleton className="h-8 w-10" />
        ) : (
          <span className={clsx('text-2xl font-semibold tracking-tight', value === 0 && 'text-faint', tone === 'bad' && !!value && 'text-bad')}>{failed && value === undefined ? '–' : count(value)}</span>
        )}
      </Link>
    </li>
  )
}
