import type { AssetDetail, Downtime } from '@fettle/client'
import { listDowntimesInfiniteOptions } from '@fettle/client/queries'
import { Link } from '@tanstack/react-router'
import { CirclePlus, MoreHorizontal, Pencil, ThumbsUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { moment } from '@/lib/format'
import { usePages } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { Empty, Failed, Loading } from '@/ui/states'
import { DowntimeForm } from './DowntimeForm'
import { useLasting } from './lasting'
import { useRemoveDowntime } from './useDowntime'

/** All times in which an asset was down. */
export function Downtimes({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const { rows, query } = usePages<Downtime>(listDowntimesInfiniteOptions({ path: { asset_id: asset.id }, query: { limit: 50 } }))
  const [editing, setEditing] = useState<Downtime | 'new'>()
  const writes = may('downtime:write') && asset.status !== 'retired'
  return (
    <>
      <Panel
        flush
        className="max-w-5xl"
        title={t('tab.downtime')}
        actions={writes && <Button size="sm" icon={CirclePlus} onClick={() => setEditing('new')}>{t('downtime.add')}</Button>}
      >
        {query.isPending ? (
          <Loading lines={4} />
        ) : query.isError && rows.length === 0 ? (
          <Failed error={query.error} retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={ThumbsUp} title={t('downtime.none')}>{t('downtime.noneAbout')}</Empty>
        ) : (
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('tab.downtime')}>
            <table className="w-full min-w-150">
              <thead>
                <tr className="border-b bg-sunken text-left text-sm text-muted">
                  {(['startedAt', 'endedAt', 'lasted', 'reasonId', 'workOrder'] as const).map((column) => (
                    <th key={column} scope="col" className="px-4 py-1.5 font-medium">{t(`downtime.field.${column}`)}</th>
                  ))}
                  <th><span className="sr-only">{t('common:more')}</span></th>
                </tr>
              </thead>
              <tbody>
                {rows.map((downtime) => <Line key={downtime.id} downtime={downtime} writes={writes} onEdit={() => setEditing(downtime)} />)}
              </tbody>
            </table>
          </div>
        )}
        {query.hasNextPage && (
          <div className="border-t p-2 text-center">
            <Button size="sm" look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('older')}</Button>
          </div>
        )}
      </Panel>
      {editing && <DowntimeForm asset={asset} {...(editing !== 'new' && { downtime: editing })} onClose={() => setEditing(undefined)} />}
    </>
  )
}

function Line({ downtime, writes, onEdit }: { downtime: Downtime; writes: boolean; onEdit: () => void }) {
  const { t } = useTranslation('assets')
  const reason = useChoice('reason', downtime.reasonId)
  const order = useChoice('workOrder', downtime.workOrderId)
  const remove = useRemoveDowntime()
  const lasting = useLasting()
  return (
    <tr className="border-b align-top last:border-0">
      <td className="px-4 py-2 whitespace-nowrap">{moment(downtime.startedAt)}</td>
      <td className="px-4 py-2 whitespace-nowrap">{downtime.endedAt ? moment(downtime.endedAt) : <Badge tone="bad">{t('downtime.still')}</Badge>}</td>
      <td className="px-4 py-2 whitespace-nowrap">{lasting(downtime.startedAt, downtime.endedAt)}</td>
      <td className="px-4 py-2">
        {reason?.label}
        {downtime.planned && <Badge className="ml-1.5">{t('downtime.planned')}</Badge>}
        {downtime.note && <p className="text-sm text-muted">{downtime.note}</p>}
      </td>
      <td className="px-4 py-2">
        {downtime.workOrderId && (
          <Link to="/work-orders/$workOrderId" params={{ workOrderId: downtime.workOrderId }} className="link" title={order?.note ?? undefined}>
            {order?.label ?? '…'}
          </Link>
        )}
      </td>
      <td className="px-2 py-1 text-right">
        {writes && (
          <Menu
            label={t('downtime.actsOn', { when: moment(downtime.startedAt) })}
            trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('downtime.actsOn', { when: moment(downtime.startedAt) })} />}
            items={[
              { label: t('common:edit'), icon: Pencil, onSelect: onEdit },
              { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate(downtime) },
            ]}
          />
        )}
      </td>
    </tr>
  )
}
