/** Charts in the house's colours. Each is drawn for eyes and said as a table for everybody else. */
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar, BarChart as RechartsBars, CartesianGrid, Line, LineChart as RechartsLines, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

export interface Series<Row> {
  key: keyof Row & string
  label: string
  /** 1 to 7; by its place when absent. */
  colour?: number
}

interface Props<Row> {
  /** What is shown, in words: the caption of the table. */
  label: string
  rows: Row[]
  /** The field on the horizontal axis, and how it is written. */
  x: keyof Row & string
  xWords?: (value: never) => string
  series: Series<Row>[]
  yWords?: (value: number) => string
  stacked?: boolean
  height?: number
  /** A click on a bar or point goes to the records behind it. */
  onPick?: (row: Row) => void
  /** A horizontal line, such as a limit. */
  limit?: { at: number; label: string }
  /** A line begins at its lowest value instead of zero: for what stands far above zero and changes little. */
  fitted?: boolean
}

const colourOf = (series: { colour?: number }, at: number) => `var(--series-${series.colour ?? (at % 7) + 1})`
const AXIS = { fontSize: 12, fill: 'var(--muted)' }

function Frame<Row>({ label, rows, x, xWords, series, yWords = String, onPick, children, height = 220 }: Props<Row> & { children: ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <figure className="min-w-0" aria-labelledby={id}>
      <figcaption id={id} className="sr-only">
        {label}
      </figcaption>
      <div aria-hidden style={{ height }} className="min-w-0">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 400, height }}>
          {children as never}
        </ResponsiveContainer>
      </div>
      {series.length > 1 && (
        <ul aria-hidden className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {series.map((each, at) => (
            <li key={each.key} className="flex items-center gap-1.5">
              <span className="size-2.5 rounded-xs" style={{ background: colourOf(each, at) }} />
              {each.label}
            </li>
          ))}
        </ul>
      )}
      <details className="mt-1 text-sm">
        <summary className="w-fit text-xs text-muted">{t('chart.asTable')}</summary>
        <div className="mt-1 max-h-64 overflow-auto" tabIndex={0} role="region" aria-label={label}>
          <table className="w-full text-sm">
            <thead>
              <tr className="text-left text-muted">
                <th scope="col" className="pr-4 font-medium"><span className="sr-only">{t('chart.at')}</span></th>
                {series.map((each) => (
                  <th key={each.key} scope="col" className="pr-4 text-right font-medium">{each.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at} className="border-t">
                  <th scope="row" className="pr-4 text-left font-normal">
                    {onPick ? (
                      <button type="button" className="link min-h-6" onClick={() => onPick(row)}>{xWords ? xWords(row[x] as never) : String(row[x])}</button>
                    ) : xWords ? (
                      xWords(row[x] as never)
                    ) : (
                      String(row[x])
                    )}
                  </th>
                  {series.map((each) => (
                    <td key={each.key} className="pr-4 text-right tabular-nums">{row[each.key] === null ? t('notApplicable') : yWords(Number(row[each.key]))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

const tip = (yWords: (value: number) => string, xWords?: (value: never) => string) => ({
  isAnimationActive: false,
  cursor: { fill: 'var(--hover)' },
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, fontSize: 13, color: 'var(--ink)' },
  itemStyle: { color: 'var(--ink)' },
  formatter: ((value: unknown, name: unknown) => [yWords(Number(value)), name]) as never,
  labelFormatter: (xWords ? (value: unknown) => xWords(value as never) : String) as never,
})

const axes = (x: string, yWords: (value: number) => string, xWords?: (value: never) => string, fitted = false) => [
  <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
  <XAxis key="x" dataKey={x} {...(xWords && { tickFormatter: xWords as never })} tick={AXIS} tickLine={false} axisLine={{ stroke: 'var(--edge)' }} minTickGap={16} />,
  <YAxis key="y" tickFormatter={yWords} tick={AXIS} tickLine={false} axisLine={false} width="auto" {...(fitted && { domain: ['auto', 'auto'] as const })} />,
]

export function BarChart<Row extends object>(props: Props<Row>) {
  const { rows, x, xWords, series, yWords = String, stacked, onPick, limit } = props
  return (
    <Frame {...props}>
      <RechartsBars accessibilityLayer={false} data={rows} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
        {axes(x, yWords, xWords)}
        <Tooltip {...tip(yWords, xWords)} />
        {limit && <ReferenceLine y={limit.at} ifOverflow="extendDomain" stroke="var(--bad)" strokeDasharray="4 3" />}
        {series.map((each, at) => (
          <Bar
            key={each.key}
            dataKey={each.key as never}
            name={each.label}
            fill={colourOf(each, at)}
            maxBarSize={36}
            isAnimationActive={false}
            {...(stacked && { stackId: 'all' })}
            {...(onPick && { onClick: (bar: { payload?: Row }) => bar.payload && onPick(bar.payload), className: 'cursor-pointer' })}
          />
        ))}
      </RechartsBars>
    </Frame>
  )
}

export function LineChart<Row extends object>(props: Props<Row>) {
  const { rows, x, xWords, series, yWords = String, onPick, limit, fitted } = props
  return (
    <Frame {...props}>
      <RechartsLines
        accessibilityLayer={false}
        data={rows}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        {...(onPick && { onClick: (at: { activeTooltipIndex?: number | string | null | undefined }) => rows[Number(at.activeTooltipIndex)] && onPick(rows[Number(at.activeTooltipIndex)]!) })}
      >
        {axes(x, yWords, xWords, fitted)}
        <Tooltip {...tip(yWords, xWords)} />
        {limit && <ReferenceLine y={limit.at} ifOverflow="extendDomain" stroke="var(--bad)" strokeDasharray="4 3" />}
        {series.map((each, at) => (
          <Line key={each.key} dataKey={each.key as never} name={each.label} stroke={colourOf(each, at)} strokeWidth={2} dot={rows.length < 40 ? { r: 2 } : false} isAnimationActive={false} connectNulls={false} />
        ))}
      </RechartsLines>
    </Frame>
  )
}
