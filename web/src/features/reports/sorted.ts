import type { Line } from './answers'
import type { ColumnId } from './figures'

/** Lines by a column, `-opened` for the largest first, or by `line` for their names. What is not known comes last either way. */
export function sorted(lines: readonly Line[], by: string | undefined, name: (line: Line) => string): Line[] {
  if (!by) return [...lines]
  const back = by.startsWith('-')
  const column = (back ? by.slice(1) : by) as ColumnId | 'line'
  const way = back ? -1 : 1
  if (column === 'line') {
    const told = new Map(lines.map((line) => [line, line.from && !line.key ? line.from : name(line)]))
    return [...lines].sort((one, other) => way * told.get(one)!.localeCompare(told.get(other)!, undefined, { numeric: true }))
  }
  return [...lines].sort((one, other) => {
    const [first, second] = [one.values[column] ?? null, other.values[column] ?? null]
    if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1
    return way * (first - second)
  })
}
