import type { WorkOrderRow } from '@fettle/client'
import { listWorkOrdersInfiniteOptions } from '@fettle/client/queries'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkOrderFilters } from '@/features/work_orders/WorkOrderViews'
import { count, day, zone } from '@/lib/format'
import { usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { Failed, Loading } from '@/ui/states'
import { Chip } from './Chip'
import { fromRow, keyOf } from './entries'

const PAGE = 100

/** What waits for a time: approved and new work that nobody has scheduled, the most urgent first. */
export function Tray({ taken }: { taken: ReadonlySet<string> }) {
  const { t } = useTranslation('calendar')
  const { query } = useWorkOrderFilters()
  const { assigneeId, crewId, siteId, planId, kind, priority, overdue } = query
  const { rows, query: asked } = usePages<WorkOrderRow>(
    listWorkOrdersInfiniteOptions({ query: { assigneeId, crewId, siteId, planId, kind, priority, overdue, status: ['new', 'approved'], sort: '-priority', limit: PAGE } }),
  )
  const waiting = useMemo(() => rows.filter(({ scheduledStart, id }) => !scheduledStart && !taken.has(id)).map((row) => fromRow(row, zone())), [rows, taken])
  return (
    <section aria-label={t('tray.title')} data-drop="tray" className="flex h-full w-64 shrink-0 flex-col rounded-lg border bg-sunken data-over:border-accent data-over:bg-accent-soft">
      <h2 className="flex h-9 shrink-0 items-center gap-2 px-3 text-base">
        {t('tray.title')}
        <span className="text-sm font-normal text-muted">{count(waiting.length)}{asked.hasNextPage && '+'}</span>
      </h2>
      <div tabIndex={0} role="region" aria-label={t('tray.list')} className="relative min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {asked.isPending && <Loading lines={5} className="px-1" />}
        {asked.isError && rows.length === 0 && <Failed error={asked.error} retry={() => void asked.refetch()} />}
        {asked.isSuccess && waiting.length === 0 && !asked.hasNextPage && <p className="px-1 py-6 text-center text-sm text-muted">{t('tray.empty')}</p>}
        <ul className="flex flex-col gap-1">
          {waiting.map((entry) => (
            <li key={keyOf(entry)}>
              <Chip entry={entry} shape="card" note={[`WO-${entry.number}`, entry.dueAt && t('tray.due', { day: day(entry.dueAt) }), entry.siteName].filter(Boolean).join(' · ')} />
            </li>
          ))}
        </ul>
        {asked.hasNextPage && (
          <Button size="sm" look="quiet" className="mt-2 w-full" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {t('tray.more')}
          </Button>
        )}
      </div>
    </section>
  )
}
