import { analyseCostsOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { day, money, month } from '@/lib/format'
import { BarChart } from '@/ui/charts'
import { Chart } from './Chart'
import { costsOf, REST } from './costs'
import type { Days, Step } from './periods'

/** What was spent, on which kind of things. */
export function Costs({ from, to, coarse }: Days & { coarse: Step }) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const query = useQuery({
    ...analyseCostsOptions({ query: { from, to, by: 'category', period: coarse } }),
    placeholderData: keepPreviousData,
    select: ({ rows }) => costsOf(rows),
  })
  return (
    <Chart title={t('costs.title')} to="/analysis/costs" search={{ from, to, by: 'category' }} query={query} isEmpty={({ series }) => series.length === 0}>
      {({ periods, series }) => (
        <BarChart
          stacked
          label={t('costs.title')}
          rows={periods}
          x="at"
          xWords={(at: never) => (coarse === 'month' ? month(at) : day(at))}
          yWords={(value) => money(value, { whole: true })}
          series={series.map(({ key, label }, at) => ({ key, label: label ?? t(label === null ? 'costs.none' : 'costs.rest'), colour: key === REST ? 7 : at + 1 }))}
          onPick={({ at, last }) =>
            void navigate({
              to: '/analysis/$figure',
              params: { figure: 'costs' },
              search: { by: 'category', from: at < from ? from : at, to: last > to ? to : last } as never,
            })
          }
        />
      )}
    </Chart>
  )
}
