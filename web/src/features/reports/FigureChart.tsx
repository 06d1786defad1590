import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BarChart, LineChart, type Series } from '@/ui/charts'
import type { Answer, Line } from './answers'
import type { Asked } from './asked'
import { alongTime, byGroup, largest, type Point } from './drawn'
import type { Way } from './drill'
import { type Figure, UNITS } from './figures'
import { Ranking } from './Ranking'
import type { Names } from './useNames'

interface Props {
  figure: Figure
  asked: Asked
  answer: Answer
  names: Names
  way: (line: Line) => Way | undefined
}

const RANKED = 15

/** An answer for the eye: periods as bars or lines, groups as a ranking, both as one line for each of the largest groups. */
export default function FigureChart({ figure, asked, answer, names, way }: Props) {
  const { t } = useTranslation('analysis')
  const navigate = useNavigate()
  const column = figure.main[0]!
  const counted = UNITS[column] === 'count' || UNITS[column] === 'money'
  const label = t(`figure.${figure.id}.title`)

  if (!asked.step && asked.by !== 'day') {
    const lines = largest(answer.lines, column, RANKED)
    return (
      <>
        <Ranking lines={lines} column={column} names={names} way={way} />
        {answer.lines.length > lines.length && <p className="mt-2 text-xs text-muted">{t('ranked', { count: lines.length, column: names.column(column) })}</p>}
      </>
    )
  }

  const step = asked.step ?? 'day'
  const dated = asked.by === 'day' ? answer.lines.map((line) => ({ ...line, from: line.key, to: line.key })) : answer.lines
  const grouped = asked.by && asked.by !== 'day' ? byGroup(dated, column, step, counted) : undefined
  const points = grouped?.points ?? alongTime(dated, figure.main, step, (each) => UNITS[each] === 'count' || UNITS[each] === 'money' || asked.by === 'day')
  const series = (grouped
    ? grouped.groups.map((group, at) => ({ key: `group${at}`, label: names.group(group) }))
    : figure.main.map((each) => ({ key: each, label: names.column(each) }))) as Series<Point>[]
  const Chart = figure.asks !== 'series' && (counted || asked.by === 'day') ? BarChart : LineChart
  return (
    <>
      <Chart<Point>
        label={label}
        rows={points}
        x="from"
        xWords={(from: never) => names.period(from, step)}
        yWords={(value) => names.value(column, value)}
        series={series}
        stacked={!!grouped}
        height={260}
        {...(!grouped && {
          onPick: ({ from }) => {
            const line = dated.find((each) => each.from === from)
            const to = line && way(line)
            if (to) void navigate(to as never)
          },
        })}
      />
      {grouped && <p className="mt-2 text-xs text-muted">{t('grouped', { column: names.column(column) })}</p>}
    </>
  )
}
