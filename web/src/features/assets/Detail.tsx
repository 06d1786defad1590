import type { AssetDetail } from '@fettle/client'
import { listAssetHistoryInfiniteOptions } from '@fettle/client/queries'
import { getAssetOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Files } from '@/ui/files'
import { useFilters } from '@/ui/filters'
import { History } from '@/ui/history'
import { Page, Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { type Tab, Tabs } from '@/ui/tabs'
import { Acts } from './detail/Acts'
import { Cost } from './detail/Cost'
import { Downtimes } from './detail/Downtimes'
import { Meters } from './detail/Meters'
import { Overview } from './detail/Overview'
import { Work } from './detail/Work'
import { CriticalityMark, DownMark, StatusMark } from './marks'

/** One asset, from its present state to everything that ever happened to it. */
export default function Detail() {
  const { t } = useTranslation('assets')
  const { assetId = '' } = useParams({ strict: false })
  const { may, household } = useAccount()
  const [{ tab: asked }] = useFilters()
  const query = useQuery(getAssetOptions({ path: { asset_id: assetId } }))
  const asset = query.data
  if (!asset) return <Page title={t('title')}>{query.isError ? <Failed error={query.error} retry={() => void query.refetch()} /> : <Loading />}</Page>

  const parts = {
    overview: t('tab.overview'),
    ...(may('work_orders:read') && { work: t('tab.work') }),
    meters: t('tab.meters'),
    downtime: t('tab.downtime'),
    ...(may('costs:read', 'reports:read') && { cost: t('tab.cost') }),
    ...(may('files:read') && { files: t('tab.files') }),
    history: t('tab.history'),
  }
  const tab = typeof asked === 'string' && asked in parts ? asked : 'overview'
  const tabs = Object.entries(parts).map(
    ([name, label]): Tab => ({ label, to: '/assets/$assetId', params: { assetId }, search: name === 'overview' ? {} : { tab: name }, current: name === tab }),
  )
  return (
    <Page
      title={asset.name}
      {...(asset.number && { count: asset.number })}
      above={<Path asset={asset} />}
      beside={
        <span className="flex flex-wrap items-center gap-1.5">
          {asset.status === 'retired' ? null : <DownMark since={asset.downSince} />}
          {asset.status !== 'in_service' && <StatusMark status={asset.status} />}
          {!household && (asset.criticality === 'critical' || asset.criticality === 'high') && <CriticalityMark criticality={asset.criticality} />}
        </span>
      }
      actions={<Acts asset={asset} />}
      under={<Tabs label={t('tab.label')} tabs={tabs} />}
      fills={tab === 'work'}
    >
      {tab === 'overview' && <Overview asset={asset} />}
      {tab === 'work' && <Work asset={asset} />}
      {tab === 'meters' && <Meters asset={asset} />}
      {tab === 'downtime' && <Downtimes asset={asset} />}
      {tab === 'cost' && <Cost asset={asset} />}
      {tab === 'files' && (
        <Panel title={t('tab.files')} className="max-w-5xl">
          <Files record={{ type: 'asset', id: asset.id }} readOnly={!may('assets:write')} />
        </Panel>
      )}
      {tab === 'history' && (
        <Panel title={t('tab.history')} className="max-w-3xl">
          <History of={listAssetHistoryInfiniteOptions({ path: { asset_id: asset.id }, query: { limit: 50 } })} />
        </Panel>
      )}
    </Page>
  )
}

/** Where it stands: its site, and what it is part of. */
function Path({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  return (
    <nav aria-label={t('path')} className="flex flex-wrap items-center gap-1">
      <Link to="/assets" className="hover:underline">{t('title')}</Link>
      {asset.siteId && (
        <>
          <ChevronRight aria-hidden className="size-3.5" />
          <Link to="/sites/$siteId" params={{ siteId: asset.siteId }} className="hover:underline">{asset.siteName}</Link>
        </>
      )}
      {asset.path?.map(({ id, name }) => (
        <Fragment key={id}>
          <ChevronRight aria-hidden className="size-3.5" />
          <Link to="/assets/$assetId" params={{ assetId: id }} className="hover:underline">{name}</Link>
        </Fragment>
      ))}
    </nav>
  )
}
