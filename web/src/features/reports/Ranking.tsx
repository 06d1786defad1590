import { Link } from '@tanstack/react-router'
import type { Line } from './answers'
import type { Way } from './drill'
import type { ColumnId } from './figures'
import type { Names } from './useNames'

interface Props {
  lines: Line[]
  column: ColumnId
  names: Names
  way: (line: Line) => Way | undefined
}

/** Groups as bars, the longest first, each leading to what is behind it. Names of any length can be read. */
export function Ranking({ lines, column, names, way }: Props) {
  const longest = Math.max(...lines.map(({ values }) => Math.abs(values[column] ?? 0)), 0)
  return (
    <ol className="grid grid-cols-[minmax(5rem,min(14rem,38%))_1fr_auto] items-center gap-x-3 gap-y-1 text-sm">
      {lines.map((line) => {
        const to = way(line)
        const name = names.group(line)
        return (
          <li key={line.key ?? ''} className="col-span-3 grid grid-cols-subgrid items-center">
            {to ? (
              <Link {...(to as never as { to: '.' })} className="link min-h-6 truncate leading-6" title={name}>{name}</Link>
            ) : (
              <span className="truncate" title={name}>{name}</span>
            )}
            <span aria-hidden className="h-4 rounded-xs bg-sunken">
              <span className="block h-full min-w-px rounded-xs" style={{ width: `${longest ? (Math.abs(line.values[column] ?? 0) / longest) * 100 : 0}%`, background: 'var(--series-1)' }} />
            </span>
            <span className="text-right tabular-nums">{names.full(column, line.values[column])}</span>
          </li>
        )
      })}
    </ol>
  )
}
