import { type ListWorkOrdersData } from '@fettle/client'
import { listWorkOrdersOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AlarmClock } from 'lucide-react'
import type { ReactNode } from 'react'
import { day, moment, relative } from '@/lib/format'
import { PriorityMark, StatusBadge } from '../badge'
import { Read } from '../states'

interface Props {
  query: NonNullable<ListWorkOrdersData['query']>
  /** What stands there when there is none. */
  empty: ReactNode
  /** What a late one is called. */
  overdue: string
}

/** A few work orders as lines in a panel of another record. */
export function WorkLines({ query, empty, overdue }: Props) {
  const found = useQuery(listWorkOrdersOptions({ query: { sort: '-priority', limit: 8, ...query } }))
  return (
    <Read query={found} lines={3}>
      {({ data }) =>
        data.length === 0 ? (
          <div className="px-4 py-3 text-muted">{empty}</div>
        ) : (
          <ul className="divide-y">
            {data.map((row) => (
              <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <PriorityMark priority={row.priority} />
                <Link to="/work-orders/$workOrderId" params={{ workOrderId: row.id }} className="flex min-w-0 flex-1 items-baseline gap-2 hover:underline max-sm:basis-4/5">
                  <span className="shrink-0 text-sm text-muted">WO-{row.number}</span>
                  <span className="truncate font-medium" title={row.title}>{row.title}</span>
                </Link>
                {row.dueAt && (
                  <time dateTime={row.dueAt} title={moment(row.dueAt)} className={row.overdue ? 'flex items-center gap-1 text-sm font-medium text-bad max-sm:pl-7' : 'text-sm text-muted max-sm:pl-7'}>
                    {row.overdue && <AlarmClock aria-label={overdue} className="size-3.5" />}
                    {row.overdue ? relative(row.dueAt) : day(row.dueAt)}
                  </time>
                )}
                <span className="flex shrink-0 justify-end max-sm:ml-auto sm:w-24"><StatusBadge status={row.status} /></span>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  )
}
