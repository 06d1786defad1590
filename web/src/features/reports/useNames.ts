/** How lines, columns, values and periods of figures are written. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { count, day, money, month, number, percent } from '@/lib/format'
import type { Line } from './answers'
import type { Asked } from './asked'
import { type ColumnId, type Step, type Unit, UNITS } from './figures'

export interface Names {
  column: (column: ColumnId) => string
  /** What the numbers of a column are: `days`, `USD`; nothing for counts. */
  unit: (column: ColumnId) => string
  /** The number alone; n/a where nothing could be divided. */
  value: (column: ColumnId, value: number | null | undefined) => string
  /** The number with its unit. */
  full: (column: ColumnId, value: number | null | undefined) => string
  period: (from: string, step: Step | undefined) => string
  group: (line: Pick<Line, 'key' | 'label'>) => string
  line: (line: Line) => string
  span: string
}

export function useNames(asked: Asked, series: boolean): Names {
  const { t } = useTranslation('analysis')
  return useMemo(() => {
    const value = (column: ColumnId, given: number | null | undefined): string => {
      if (given === null || given === undefined) return t('common:notApplicable')
      const formats: Record<Unit, () => string> = {
        count: () => count(given), percent: () => percent(given), days: () => number(given, 1), hours: () => number(given, 1), money: () => money(given),
      }
      return formats[UNITS[column]]()
    }
    const unit = (column: ColumnId) => (UNITS[column] === 'days' || UNITS[column] === 'hours' ? t(`unit.${UNITS[column]}`) : '')
    const period = (from: string, step: Step | undefined) => {
      if (step === 'year') return from.slice(0, 4)
      if (step === 'quarter') return t('quarter', { quarter: Math.ceil(Number(from.slice(5, 7)) / 3), year: from.slice(0, 4) })
      return step === 'month' ? month(from) : step === 'week' ? t('week', { day: day(from) }) : day(from)
    }
    const group = ({ key, label }: Pick<Line, 'key' | 'label'>): string => {
      if (key === null) return t('without')
      switch (asked.by) {
        case 'kind':
        case 'workOrderKind':
          return t([`common:kind.${key}`, `common:lineKind.${key}`], { defaultValue: label ?? key })
        case 'priority':
          return t(`common:priority.${key}`, { defaultValue: label ?? key })
        case 'status':
          return t(`common:status.${key}`, { defaultValue: label ?? key })
        case 'source':
          return t(`source.${key}`, { defaultValue: label ?? key })
        case 'day':
          return /^\d{4}-\d{2}-\d{2}$/.test(key) ? day(key, { weekday: true }) : (label ?? key)
        default:
          return label || key
      }
    }
    const until = asked.to && day(asked.to, { year: true })
    return {
      column: (column) => t(`column.${column}`),
      unit,
      value,
      full: (column, given) => {
        const said = value(column, given)
        return unit(column) && given !== null && given !== undefined ? `${said} ${unit(column)}` : said
      },
      period,
      group,
      line: (line) => [(asked.by || !(asked.step || series)) && group(line), line.from && period(line.from, asked.step)].filter(Boolean).join(' · '),
      span: asked.from && until ? `${day(asked.from, { year: true })} – ${until}` : asked.from ? t('since', { day: day(asked.from, { year: true }) }) : until ? t('until', { day: until }) : t('span.all'),
    }
  }, [t, asked, series])
}
