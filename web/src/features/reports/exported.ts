/** A figure as a CSV: the API's own export where there is one, else the table on the screen. */
import { download, saveFile } from '@/lib/download'
import { type Answer, queryOf } from './answers'
import type { Asked } from './asked'
import { type Cell, csvFile } from './csv'
import type { ColumnId, Figure } from './figures'
import type { Names } from './useNames'

/** The rows of the table, numbers as numbers, what is not known empty; the whole comes first. */
export function tableOf(answer: Answer, columns: readonly ColumnId[], names: Names, total: string, heads: { period: string; to: string; group: string }): Cell[][] {
  const dated = answer.lines.some(({ from }) => from)
  const named = answer.lines.some(({ key }) => key)
  const place = (period: Cell, to: Cell, group: Cell): Cell[] => [...(named || !dated ? [group] : []), ...(dated ? [period, to] : [])]
  return [
    [...place(heads.period, heads.to, heads.group), ...columns.map((column) => [names.column(column), names.unit(column) && `(${names.unit(column)})`].filter(Boolean).join(' '))],
    [...place(total, null, total), ...columns.map((column) => answer.total[column])],
    ...answer.lines.map((line) => [...place(line.from, line.to, names.group(line)), ...columns.map((column) => line.values[column])]),
  ]
}

export async function exportFigure(figure: Figure, asked: Asked, rows: () => Cell[][]): Promise<void> {
  const name = `${figure.id}.csv`
  if (figure.asks !== 'work') return saveFile(csvFile(rows()), name)
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(queryOf(figure, asked))) for (const each of [value].flat()) query.append(key, String(each))
  await download(`/v1/analysis/work-orders.csv?${query}`, name)
}
