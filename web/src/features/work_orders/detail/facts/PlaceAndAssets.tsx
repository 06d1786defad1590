import { setWorkOrderAssets, type WorkOrderDetail } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useAct } from '@/lib/query'
import { SOURCES } from '@/lib/records'
import { Button, IconButton } from '@/ui/button'
import { Popover } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { RecordPicker } from '@/ui/picker'
import { PickRecord } from '../../list/editors'
import { isOpen, takesChange } from '../rules'
import { showAhead, TOUCHED, useFieldEdit } from '../useWorkOrder'
import { Editable } from './Editable'

/** Where it is, and which assets it is about. */
export function PlaceAndAssets({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const edit = useFieldEdit(workOrder)
  const writes = may('work_orders:write')
  const { siteId, siteName, locationId, locationName, latitude, longitude } = workOrder
  const place = writes && takesChange(workOrder, 'siteId')
  return (
    <Panel title={t('detail.placeAndAssets')}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 lg:grid-cols-1 xl:grid-cols-2">
        <Editable
          label={t('detail.site')}
          editor={place && ((close) => (
            <PickRecord
              kind="site"
              value={siteId}
              label={t('detail.site')}
              none={t('common:none')}
              onPick={(id, name) => {
                close()
                edit.mutate({ change: { siteId: id, locationId: null }, shown: { siteName: name, locationName: null } })
              }}
            />
          ))}
        >
          {siteName}
        </Editable>
        <Editable
          label={t('detail.location')}
          editor={place && !!siteId && ((close) => (
            <RecordPicker
              inline
              autoFocus
              kind="location"
              aria-label={t('detail.location')}
              value={locationId}
              within={{ siteId: [siteId] }}
              onChange={(id) => {
                close()
                const chosen = typeof id === 'string' ? id : null
                void (chosen ? SOURCES.location.one(chosen) : Promise.resolve({ label: null })).then(({ label }) =>
                  edit.mutate({ change: { locationId: chosen }, shown: { locationName: label } }),
                )
              }}
            />
          ))}
        >
          {locationName}
        </Editable>
      </dl>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm empty:hidden">
        {siteId && may('assets:read') && (
          <Link to="/sites/$siteId" params={{ siteId }} className="link min-h-[24px]">
            {t('detail.openSite')}
          </Link>
        )}
        {latitude && longitude && (
          <Link to="/work-orders/map" search={{ workOrder: workOrder.id }} className="link min-h-[24px]">
            {t('detail.onMap')}
          </Link>
        )}
      </p>
      <Assets workOrder={workOrder} writes={writes && isOpen(workOrder)} />
    </Panel>
  )
}

function Assets({ workOrder, writes }: { workOrder: WorkOrderDetail; writes: boolean }) {
  const { t } = useTranslation('workOrders')
  const { assets = [], assetIds = [], siteId } = workOrder
  const path = { work_order_id: workOrder.id }
  const set = useAct({
    do: (ids: string[]) => setWorkOrderAssets({ path, body: { assetIds: ids } }),
    touches: [...TOUCHED, 'Asset'],
    done: t('detail.saved'),
    undo: () => setWorkOrderAssets({ path, body: { assetIds } }),
    ahead: (ids, client) => showAhead(client, workOrder.id, () => ({ assetIds: ids, assets: assets.filter(({ id }) => ids.includes(id)) })),
  })
  return (
    <div className="mt-3 border-t pt-3">
      <div className="flex items-center">
        <h3 className="text-xs font-normal text-muted">{t('detail.assets')}</h3>
        {writes && (
          <span className="ml-auto">
            <Popover label={t('detail.addAsset')} className="w-80 p-0" align="end" trigger={<Button size="sm" look="quiet" icon={Plus} aria-label={t('detail.addAsset')}>{t('common:add')}</Button>}>
              {(close) => (
                <RecordPicker
                  inline
                  autoFocus
                  kind="asset"
                  aria-label={t('detail.addAsset')}
                  value={null}
                  {...(siteId && { within: { siteId: [siteId] } })}
                  onChange={(id) => {
                    close()
                    if (typeof id === 'string' && !assetIds.includes(id)) set.mutate([...assetIds, id])
                  }}
                />
              )}
            </Popover>
          </span>
        )}
      </div>
      {assets.length === 0 && <p className="text-muted">–</p>}
      <ul className="max-h-64 overflow-y-auto">
        {assets.map(({ id, name, number }) => (
          <li key={id} className="flex min-h-8 items-center gap-2">
            <Link to="/assets/$assetId" params={{ assetId: id }} className="link min-w-0 truncate" title={name}>
              {name}
            </Link>
            {number && <span className="shrink-0 text-xs text-muted">{number}</span>}
            {writes && <IconButton size="sm" icon={X} label={t('detail.removeAsset', { name })} className="ml-auto" onClick={() => set.mutate(assetIds.filter((each) => each !== id))} />}
          </li>
        ))}
      </ul>
    </div>
  )
}
