import type { WorkOrderDetail, WorkOrderRow } from '@fettle/client'
import { listWorkOrdersOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { day } from '@/lib/format'
import { StatusBadge } from '@/ui/badge'
import { Panel } from '@/ui/page'

const SHOWN = 8

/** What followed from it, and what else is open on the same assets or in the same place. */
export function Related({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { id, assetIds = [], locationId, siteId, followUpOfId, followUpOfNumber, createdAt, status } = workOrder
  const begun = status !== 'new' && status !== 'approved'
  const followers = useQuery({
    ...listWorkOrdersOptions({ query: { ...(assetIds.length ? { assetId: assetIds } : siteId ? { siteId: [siteId] } : {}), createdFrom: createdAt, sort: 'createdAt', limit: 200 } }),
    enabled: begun,
    select: ({ data }) => data.filter((row) => row.followUpOfId === id),
  }).data
  const about = assetIds.length ? { assetId: assetIds } : locationId ? { locationId: [locationId] } : undefined
  const beside = useQuery({
    ...listWorkOrdersOptions({ query: { ...about, open: true, sort: 'dueAt', limit: SHOWN + 1 } }),
    enabled: about !== undefined,
    select: ({ data }) => data.filter((row) => row.id !== id && row.followUpOfId !== id).slice(0, SHOWN),
  }).data
  if (!followUpOfId && !followers?.length && !beside?.length) return null
  return (
    <Panel title={t('detail.related')}>
      <div className="flex flex-col gap-3">
        {followUpOfId && (
          <div>
            <h3 className="text-xs font-normal text-muted">{t('detail.follows')}</h3>
            <Link to="/work-orders/$workOrderId" params={{ workOrderId: followUpOfId }} className="link">{`WO-${followUpOfNumber}`}</Link>
          </div>
        )}
        {!!followers?.length && <Group title={t('detail.followers')} rows={followers} />}
        {!!beside?.length && <Group title={t(assetIds.length ? 'detail.sameAssets' : 'detail.samePlace')} rows={beside} />}
      </div>
    </Panel>
  )
}

function Group({ title, rows }: { title: string; rows: WorkOrderRow[] }) {
  return (
    <div>
      <h3 className="mb-1 text-xs font-normal text-muted">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <li key={row.id} className="flex min-w-0 items-center gap-2">
            <Link to="/work-orders/$workOrderId" params={{ workOrderId: row.id }} className="link min-w-0 flex-1 truncate" title={row.title}>
              {`WO-${row.number}`} {row.title}
            </Link>
            {row.dueAt && <span className="shrink-0 text-xs text-muted">{day(row.dueAt)}</span>}
            <StatusBadge status={row.status} />
          </li>
        ))}
      </ul>
    </div>
  )
}
