import { getBacklogSeriesOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { count, day, localDay, month } from '@/lib/format'
import { BarChart, LineChart } from '@/ui/charts'
import { Chart } from './Chart'
import { type Days, type Step, stepOf, within } from './periods'

type Props = Days & { fine: Step }

interface Point {
  /** The last day of the step. */
  at: string
  first: string
  last: string
  opened: number
  closed: number
  open: number
  overdue: number
}

export function usePoints({ from, to, fine }: Props) {
  return useQuery({
    ...getBacklogSeriesOptions({ query: { from, to, period: fine } }),
    placeholderData: keepPreviousData,
    select: ({ points }): Point[] =>
      points.map(({ at, opened, closed, open, overdue }) => {
        // A point stands at the end of its step: the instant at which the next one begins.
        const end = localDay(new Date(Date.parse(at) - 1000))
        const { from: first, to: last } = stepOf(end, fine, { from, to })
        return { at: first, first, last, opened, closed, open, overdue }
      }),
  })
}

const axis = (step: Step) => (at: never) => (step === 'month' ? month(at) : day(at))

/** What was opened and closed, step by step. */
export function Flow(props: Props) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const query = usePoints(props)
  const { from, to } = props
  return (
    <Chart title={t('flow.title')} to="/analysis/volume" search={{ from, to }} query={query} isEmpty={(points) => points.every(({ opened, closed }) => opened + closed === 0)}>
      {(points) => (
        <BarChart
          label={t('flow.title')}
          rows={points}
          x="at"
          xWords={axis(props.fine)}
          yWords={count}
          series={[{ key: 'opened', label: t('flow.opened'), colour: 3 }, { key: 'closed', label: t('flow.closed'), colour: 1 }]}
          onPick={({ first, last }) => void navigate({ to: '/work-orders', search: within('created', { from: first, to: last }) as never })}
        />
      )}
    </Chart>
  )
}

/** What was still to be done at the end of each step, and what of it was late. */
export function Backlog(props: Props) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const query = usePoints(props)
  const { from, to } = props
  return (
    <Chart title={t('backlog.title')} to="/analysis/backlog-over-time" search={{ from, to }} query={query} isEmpty={(points) => points.every(({ open }) => open === 0)}>
      {(points) => (
        <LineChart
          label={t('backlog.title')}
          rows={points}
          x="at"
          xWords={axis(props.fine)}
          yWords={count}
          series={[{ key: 'open', label: t('backlog.open'), colour: 3 }, { key: 'overdue', label: t('backlog.overdue'), colour: 6 }]}
          onPick={({ last }) =>
            void (last === to
              ? navigate({ to: '/work-orders', search: { open: true } as never })
              : navigate({ to: '/analysis/$figure', params: { figure: 'backlog' }, search: { at: last } as never }))
          }
        />
      )}
    </Chart>
  )
}
