import type { ListWorkRequestsData, WorkRequestRow } from '@fettle/client'
import { listWorkRequestsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { moment, relative } from '@/lib/format'
import { PriorityMark } from '@/ui/badge'
import { Read } from '@/ui/states'

interface Props {
  query: NonNullable<ListWorkRequestsData['query']>
  empty: ReactNode
  /** At the end of a line: a state, or the verb that is due. */
  end: (row: WorkRequestRow) => ReactNode
  /** Under the title. */
  about: (row: WorkRequestRow) => string
}

/** A few requests as lines, the newest first. */
export function RequestLines({ query, empty, end, about }: Props) {
  const found = useQuery(listWorkRequestsOptions({ query: { limit: 8, ...query } }))
  return (
    <Read query={found} lines={5}>
      {({ data }) =>
        data.length === 0 ? (
          <div className="px-4 py-6 text-center">{empty}</div>
        ) : (
          <ul className="divide-y">
            {data.map((row) => (
              <li key={row.id} className="flex items-center gap-3 px-4 py-2">
                <PriorityMark priority={row.priority} />
                <div className="min-w-0 flex-1">
                  <Link to="/requests/$requestId" params={{ requestId: row.id }} className="flex min-w-0 items-baseline gap-2 hover:underline">
                    <span className="shrink-0 text-sm text-muted">WR-{row.number}</span>
                    <span className="truncate font-medium" title={row.title}>{row.title}</span>
                  </Link>
                  <p className="truncate text-sm text-muted">
                    {about(row)} <time dateTime={row.reportedAt} title={moment(row.reportedAt)}>{relative(row.reportedAt)}</time>
                  </p>
                </div>
                {end(row)}
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  )
}
