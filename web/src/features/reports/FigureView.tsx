import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Download, Printer } from 'lucide-react'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { localDay } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Figure as Headline, Page, Panel } from '@/ui/page'
import { Empty, Loading, Read } from '@/ui/states'
import { type Answer, type Line, questionOf } from './answers'
import { askedOf } from './asked'
import { wayTo } from './drill'
import { exportFigure, tableOf } from './exported'
import { FigureMenu } from './FigureNav'
import { FigureTable } from './FigureTable'
import { type Figure, MONEY } from './figures'
import { HowComputed } from './HowComputed'
import { Pickers } from './Pickers'
import { useNames } from './useNames'

const FigureChart = lazy(() => import('./FigureChart'))

/** One figure: what was asked, the whole, its chart, its table, and how it is computed. */
export function FigureView({ figure }: { figure: Figure }) {
  const { t } = useTranslation('analysis')
  const { may } = useAccount()
  const [search, setSearch] = useFilters()
  const today = localDay(new Date())
  const asked = useMemo(() => askedOf(search, figure, today), [search, figure, today])
  const names = useNames(asked, figure.asks === 'series')
  const query = useQuery({ ...questionOf(figure, asked), placeholderData: keepPreviousData })
  const columns = figure.columns.filter((column) => may('costs:read') || !MONEY.has(column))
  const head = asked.by ? (asked.by.startsWith('custom.') ? t('dimension.custom') : t(figure.asks === 'costs' && asked.by === 'kind' ? 'dimension.lineKind' : `dimension.${asked.by}`)) : t('pick.span')
  const save = useAct({
    do: async (answer: Answer) =>
      exportFigure(figure, asked, () => tableOf(answer, columns, names, t('total'), { period: t('pick.from'), to: t('pick.to'), group: head })),
    touches: [],
    done: t('saved'),
  })
  const when = figure.moment ? (asked.at ? t('endOf', { day: names.period(asked.at, 'day') }) : t('now')) : names.span
  return (
    <Page
      title={t(`figure.${figure.id}.title`)}
      above={<FigureMenu here={figure} search={search} />}
      beside={<span className="text-sm text-muted">{when}</span>}
      actions={
        <>
          <Button icon={Printer} onClick={() => window.print()}>{t('print')}</Button>
          <Button icon={Download} busy={save.isPending} disabled={!query.data} onClick={() => query.data && save.mutate(query.data)}>{t('csv')}</Button>
        </>
      }
      under={<Pickers figure={figure} asked={asked} search={search} onChange={setSearch} />}
    >
      <Read query={query}>
        {(answer) => (
          <div className="flex flex-col gap-4" aria-busy={query.isPlaceholderData}>
            <p className="max-w-prose text-muted">{t(`figure.${figure.id}.about`)}</p>
            {nothing(answer) ? (
              <Empty
                title={t('empty.title')}
                action={asked.span !== 'all' && !figure.moment && <Button look="primary" onClick={() => setSearch({ span: 'all', from: undefined, to: undefined })}>{t('empty.all')}</Button>}
              >
                {t('empty.about', { period: when })}
              </Empty>
            ) : (
              <Shown {...{ figure, asked, answer, names, columns, head, when }} sort={typeof search.sort === 'string' ? search.sort : undefined} onSort={(sort) => setSearch({ sort }, { replace: true })} />
            )}
            <HowComputed figure={figure} />
          </div>
        )}
      </Read>
    </Page>
  )
}

/** Whether there is nothing to show: no line, and no number but zeros. */
const nothing = ({ total, lines }: Answer) => lines.length === 0 && Object.values(total).every((value) => !value)

interface ShownProps {
  figure: Figure
  asked: ReturnType<typeof askedOf>
  answer: Answer
  names: ReturnType<typeof useNames>
  columns: Figure['columns']
  head: string
  when: string
  sort: string | undefined
  onSort: (sort: string) => void
}

function Shown({ figure, asked, answer, names, columns, head, when, sort, onSort }: ShownProps) {
  const { t } = useTranslation('analysis')
  const title = t(`figure.${figure.id}.title`)
  const way = (line: Line) => wayTo(figure, asked, line)
  return (
    <>
      <div className="grid grid-cols-2 gap-4 rounded-lg border bg-raised p-4 sm:grid-cols-3 xl:grid-cols-6">
        <p className="col-span-full -mb-2 text-xs text-muted">{when}</p>
        {columns.filter((column) => answer.total[column] !== undefined).slice(0, 6).map((column) => (
          <Headline key={column} label={names.column(column)} value={names.full(column, answer.total[column])} />
        ))}
      </div>
      {answer.lines.length === 0 ? (
        <p className="text-sm text-muted">{t('chooseCut')}</p>
      ) : (
        <>
          <Panel title={t('chart')} className="break-inside-avoid">
            <Suspense fallback={<Loading lines={5} />}>
              <FigureChart figure={figure} asked={asked} answer={answer} names={names} way={way} />
            </Suspense>
          </Panel>
          <Panel title={t('table')} flush>
            <FigureTable label={title} head={head} answer={answer} columns={columns} names={names} way={way} sort={sort} onSort={onSort} />
          </Panel>
        </>
      )}
    </>
  )
}
