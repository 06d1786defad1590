import { analyseWorkOrdersOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { day, month, percent } from '@/lib/format'
import { BarChart } from '@/ui/charts'
import { Chart } from './Chart'
import { type Days, type Step, within } from './periods'

/** Of the work that was due, how much was done in time. */
export function OnTime({ from, to, coarse }: Days & { coarse: Step }) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const query = useQuery({
    ...analyseWorkOrdersOptions({ query: { from, to, by: 'none', period: coarse, basis: 'due' } }),
    placeholderData: keepPreviousData,
    select: ({ rows }) =>
      rows.map(({ periodStart, periodEnd, figures }) => ({
        at: periodStart! < from ? from : periodStart!,
        last: periodEnd! > to ? to : periodEnd!,
        share: figures.onTimePercent,
      })),
  })
  return (
    <Chart title={t('onTime.title')} to="/analysis/on-time" search={{ from, to, basis: 'due' }} query={query} isEmpty={(rows) => rows.every(({ share }) => share === null)}>
      {(rows) => (
        <BarChart
          label={t('onTime.title')}
          rows={rows}
          x="at"
          xWords={(at: never) => (coarse === 'month' ? month(at) : day(at))}
          yWords={percent}
          series={[{ key: 'share', label: t('onTime.share'), colour: 1 }]}
          onPick={({ at, last }) => void navigate({ to: '/work-orders', search: within('due', { from: at, to: last }) as never })}
        />
      )}
    </Chart>
  )
}
