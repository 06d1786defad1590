import { analyseWorkOrders, listReliability, type Reliability } from '@fettle/client'
import { analyseWorkOrdersQueryKey, listReliabilityQueryKey } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { count, hours } from '@/lib/format'
import { Chart } from './Chart'
import type { Days } from './periods'

const MOST = 8

/** The assets that failed most often, with how long they ran between failures and how long repairs took. */
export function WorstAssets({ from, to }: Days) {
  const { t } = useTranslation('today')
  const worst = useQuery({
    queryKey: analyseWorkOrdersQueryKey({ query: { from, to, by: 'asset', kind: ['corrective'] } }),
    queryFn: () => analyseWorkOrders({ query: { from, to, by: 'asset', kind: ['corrective'] } }),
    placeholderData: keepPreviousData,
    select: ({ rows }) => rows.filter(({ key }) => key).sort((one, other) => other.figures.opened - one.figures.opened).slice(0, MOST).map(({ key }) => key!),
  })
  const ids = worst.data
  const figures = useQuery({
    queryKey: listReliabilityQueryKey({ query: { from, to, assetId: ids ?? [], limit: MOST } }),
    queryFn: () => listReliability({ query: { from, to, assetId: ids!, limit: MOST } }),
    enabled: !!ids?.length,
    placeholderData: keepPreviousData,
    select: ({ data }) => [...data].filter(({ failures }) => failures > 0).sort((one, other) => other.failures - one.failures || (one.mtbf ?? Infinity) - (other.mtbf ?? Infinity)),
  })
  const rows = ids?.length === 0 ? [] : figures.data
  const failed = worst.isError ? worst : figures
  return (
    <Chart
      title={t('worst.title')}
      to="/analysis/mtbf"
      search={{ from, to }}
      query={{ data: rows, isError: failed.isError, error: failed.error, refetch: () => void failed.refetch() }}
      isEmpty={(found) => found.length === 0}
      className="lg:col-span-2"
    >
      {(found) => <Table rows={found} />}
    </Chart>
  )
}

function Table({ rows }: { rows: Reliability[] }) {
  const { t } = useTranslation('today')
  const most = { mtbf: Math.max(...rows.map(({ mtbf }) => mtbf ?? 0)), mttr: Math.max(...rows.map(({ mttr }) => mttr ?? 0)) }
  const cell = (value: number | null, whole: number, colour: string) => (
    <td className="py-1.5 pr-4 align-middle">
      <div className="flex items-center gap-2">
        <span className="w-20 shrink-0 text-right tabular-nums">{value === null ? t('common:notApplicable') : hours(Math.round(value))}</span>
        <span aria-hidden className="hidden h-2 min-w-0 flex-1 rounded-full bg-quiet-soft sm:block">
          {value !== null && whole > 0 && <span className="block h-full rounded-full" style={{ width: `${(value / whole) * 100}%`, background: colour }} />}
        </span>
      </div>
    </td>
  )
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('worst.title')}>
      <table className="w-full text-left">
        <thead>
          <tr className="text-sm text-muted">
            <th scope="col" className="py-1 pr-4 font-medium">{t('worst.asset')}</th>
            <th scope="col" className="py-1 pr-4 text-right font-medium">{t('worst.failures')}</th>
            <th scope="col" className="w-1/4 py-1 pr-4 font-medium" title={t('worst.mtbfHelp')}>MTBF</th>
            <th scope="col" className="w-1/4 py-1 pr-4 font-medium" title={t('worst.mttrHelp')}>MTTR</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.assetId} className="border-t">
              <th scope="row" className="max-w-64 py-1.5 pr-4 font-normal">
                <Link to="/assets/$assetId" params={{ assetId: row.assetId }} title={row.assetName} className="block truncate font-medium hover:underline">
                  {row.assetName}
                </Link>
              </th>
              <td className="py-1.5 pr-4 text-right tabular-nums">{count(row.failures)}</td>
              {cell(row.mtbf, most.mtbf, 'var(--series-1)')}
              {cell(row.mttr, most.mttr, 'var(--series-2)')}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-muted">{t('worst.mtbfHelp')} {t('worst.mttrHelp')}</p>
    </div>
  )
}
