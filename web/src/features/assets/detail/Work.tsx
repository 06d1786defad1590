import type { AssetDetail, WorkOrderRow } from '@fettle/client'
import { countWorkOrdersOptions, listWorkOrdersInfiniteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ClipboardList } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { count, day, moment } from '@/lib/format'
import { usePages } from '@/lib/query'
import { PriorityMark, StatusBadge, Who } from '@/ui/badge'
import { useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { Segments } from '@/ui/tabs'
import { NewWork } from './NewWork'

const SHOWN = { open: true, ended: false, all: undefined } as const
type Shown = keyof typeof SHOWN

/** All work on an asset, open or done. */
export function Work({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const shown: Shown = filters.work === 'ended' || filters.work === 'all' ? filters.work : 'open'
  const open = SHOWN[shown]
  const narrowed = { assetId: [asset.id], ...(open !== undefined && { open }) }
  const sort = String(filters.sort ?? (shown === 'open' ? '-priority' : '-createdAt'))
  const pages = usePages<WorkOrderRow>(listWorkOrdersInfiniteOptions({ query: { ...narrowed, sort: sort as never, limit: 100 } }))
  const { data: counts } = useQuery(countWorkOrdersOptions({ query: narrowed }))
  const columns = useMemo((): Column<WorkOrderRow>[] => [
    { id: 'number', header: t('work.field.number'), width: 90, sort: 'number', phone: 'below', cell: ({ number }) => <span className="text-muted">WO-{number}</span> },
    {
      id: 'title', header: t('work.field.title'), width: 220, grow: true, phone: 'title',
      cell: ({ id, title }) => <Link to="/work-orders/$workOrderId" params={{ workOrderId: id }} tabIndex={-1} className="font-medium hover:underline" title={title}>{title}</Link>,
    },
    { id: 'status', header: t('field.status'), width: 120, sort: 'status', phone: 'edge', cell: ({ status }) => <StatusBadge status={status} /> },
    { id: 'priority', header: t('work.field.priority'), width: 110, sort: 'priority', cell: ({ priority }) => <PriorityMark priority={priority} words /> },
    { id: 'kind', header: t('work.field.kind'), width: 110, cell: ({ kind }) => t(`common:kind.${kind}`) },
    { id: 'assignee', header: t('work.field.assignee'), width: 170, phone: 'below', cell: ({ assigneeName, crewName }) => <Who name={assigneeName ?? crewName} /> },
    {
      id: 'due', header: t('work.field.due'), width: 110, sort: 'dueAt', phone: 'below',
      cell: ({ dueAt, overdue }) => <span title={moment(dueAt)} className={overdue ? 'font-medium text-bad' : undefined}>{day(dueAt)}{overdue && <span className="sr-only"> {t('work.overdue')}</span>}</span>,
    },
    { id: 'completed', header: t('work.field.completed'), width: 120, cell: ({ completedAt }) => day(completedAt) },
  ], [t])
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 px-4 py-3 sm:px-6">
        <Segments
          label={t('work.which')}
          value={shown}
          options={[{ value: 'open', label: t('work.shown.open') }, { value: 'ended', label: t('work.shown.ended') }, { value: 'all', label: t('common:all') }]}
          onChange={(next) => setFilters({ work: next, sort: undefined }, { replace: true })}
        />
        <span className="text-sm text-muted">{counts && count(counts.total)}</span>
        <span className="ml-auto flex items-center gap-3">
          <Link to="/work-orders" search={{ assetId: asset.id }} className="link text-sm">{t('work.inTable')}</Link>
          <NewWork asset={asset} />
        </span>
      </div>
      <div className="min-h-0 flex-1 border-t">
        <DataTable
          label={t('tab.work')}
          columns={columns}
          pages={pages}
          {...(counts && { total: counts.total })}
          sort={sort}
          onSort={(next) => setFilters({ sort: next }, { replace: true })}
          onOpen={({ id }) => void navigate({ to: '/work-orders/$workOrderId', params: { workOrderId: id } })}
          empty={<Empty icon={ClipboardList} title={t(shown === 'open' ? 'work.noneOpen' : 'work.none')}>{t('work.noneAbout')}</Empty>}
        />
      </div>
    </div>
  )
}
