import type { AssetDetail } from '@fettle/client'
import { listAssetChildrenOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, money } from '@/lib/format'
import { useCustomFacts } from '@/ui/custom'
import { Facts, Panel } from '@/ui/page'
import { WorkLines } from '@/ui/work'
import { ConditionMark, CriticalityMark, DownMark, StatusMark } from '../marks'
import { useStanding } from '../tree/useAssetTree'
import { Tag } from '../useColumnsOfAssets'
import { Glance } from './Glance'
import { Health } from './Health'

/** The present state of an asset. */
export function Overview({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {may('reports:read') && <Health asset={asset} />}
        {may('work_orders:read') && (
          <Panel
            flush
            title={t('work.open')}
            actions={<Link to="/assets/$assetId" params={{ assetId: asset.id }} search={{ tab: 'work' }} className="link text-sm">{t('work.all')}</Link>}
          >
            <WorkLines query={{ assetId: [asset.id], open: true }} overdue={t('work.overdue')} empty={t('work.noneOpen')} />
          </Panel>
        )}
        {(asset.childCount ?? 0) > 0 && <Parts asset={asset} />}
        <Known asset={asset} />
      </div>
      <Glance asset={asset} />
    </div>
  )
}

function Known({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { household } = useAccount()
  const custom = useCustomFacts('asset', asset.custom, asset.assetTypeId)
  return (
    <Panel title={t('facts')}>
      {asset.description && <p className="mb-4 whitespace-pre-line">{asset.description}</p>}
        <Facts
          wide
          facts={[
            { label: t('field.status'), value: <StatusMark status={asset.status} /> },
            !household && { label: t('field.criticality'), value: <CriticalityMark criticality={asset.criticality} /> },
            { label: t('field.condition'), value: asset.condition && <ConditionMark condition={asset.condition} /> },
            { label: t('field.assetTypeName'), value: asset.assetTypeName },
            { label: t('field.categoryName'), value: asset.categoryName },
            { label: t('field.site'), value: asset.siteId && <Link to="/sites/$siteId" params={{ siteId: asset.siteId }} className="link">{asset.siteName}</Link> },
            { label: t('field.location'), value: asset.locationName },
            { label: t('field.manufacturer'), value: asset.manufacturer },
            { label: t('field.model'), value: asset.model },
            { label: t('field.serialNumber'), value: asset.serialNumber },
            { label: t('field.purchasedOn'), value: day(asset.purchasedOn, { year: true }) },
            { label: t('field.installedOn'), value: day(asset.installedOn, { year: true }) },
            { label: t('field.purchasePrice'), value: money(asset.purchasePrice) },
            { label: t('field.replacementCost'), value: money(asset.replacementCost) },
            { label: t('field.tagIds'), value: asset.tagIds?.length ? <span className="flex flex-wrap gap-1">{asset.tagIds.map((id) => <Tag key={id} id={id} />)}</span> : null },
            ...custom,
          ]}
        />
    </Panel>
  )
}

function Parts({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { data } = useQuery(listAssetChildrenOptions({ path: { asset_id: asset.id }, query: { limit: 50 } }))
  return (
    <Panel flush title={t('parts', { count: asset.childCount ?? 0 })} actions={<Link to="/assets" search={{ as: 'tree', at: asset.id }} className="link text-sm">{t('tree.show')}</Link>}>
      <ul className="divide-y">
        {data?.data.map((part) => (
          <li key={part.id} className="flex items-center gap-2 px-4 py-2">
            <Link to="/assets/$assetId" params={{ assetId: part.id }} className="min-w-0 truncate font-medium hover:underline" title={part.name}>{part.name}</Link>
            {part.number && <span className="shrink-0 text-sm text-muted">{part.number}</span>}
            <span className="ml-auto flex shrink-0 items-center gap-1.5">
              <PartDown id={part.id} />
              {part.status !== 'in_service' && <StatusMark status={part.status} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function PartDown({ id }: { id: string }) {
  return <DownMark since={useStanding(id)?.downSince} brief />
}
