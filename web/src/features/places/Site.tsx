import type { Site as SiteRecord } from '@fettle/client'
import { getSiteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { AssetForm, AssetsOf } from '@/features/assets/exposed'
import { Button } from '@/ui/button'
import { Files } from '@/ui/files'
import { useFilters } from '@/ui/filters'
import { Page, Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { type Tab, Tabs } from '@/ui/tabs'
import { Acts } from './site/Acts'
import { Locations } from './site/Locations'
import { Overview } from './site/Overview'

/** One site: where it is, what is inside it, what there is to do. */
export default function Site() {
  const { t } = useTranslation('places')
  const { siteId = '' } = useParams({ strict: false })
  const { may } = useAccount()
  const [{ tab: asked }] = useFilters()
  const query = useQuery(getSiteOptions({ path: { site_id: siteId } }))
  const site = query.data
  if (!site) return <Page title={t('title')}>{query.isError ? <Failed error={query.error} retry={() => void query.refetch()} /> : <Loading />}</Page>
  const parts = { overview: t('tab.overview'), locations: t('tab.locations'), assets: t('tab.assets'), ...(may('files:read') && { files: t('tab.files') }) }
  const tab = typeof asked === 'string' && asked in parts ? asked : 'overview'
  const tabs = Object.entries(parts).map(
    ([name, label]): Tab => ({ label, to: '/sites/$siteId', params: { siteId }, search: name === 'overview' ? {} : { tab: name }, current: name === tab }),
  )
  return (
    <Page
      title={site.name}
      {...(site.code && { count: site.code })}
      above={<Link to="/sites" className="hover:underline">{t('title')}</Link>}
      actions={<Acts site={site} />}
      under={<Tabs label={t('tab.label')} tabs={tabs} />}
      fills={tab === 'locations' || tab === 'assets'}
    >
      {tab === 'overview' && <Overview site={site} />}
      {tab === 'locations' && <Locations site={site} />}
      {tab === 'assets' && <Assets site={site} />}
      {tab === 'files' && (
        <Panel title={t('tab.files')} className="max-w-5xl">
          <Files record={{ type: 'site', id: site.id }} readOnly={!may('places:write')} />
        </Panel>
      )}
    </Page>
  )
}

function Assets({ site }: { site: SiteRecord }) {
  const { t } = useTranslation('places')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const add = may('assets:write') && <Button icon={Plus} onClick={() => setCreating(true)}>{t('assets.create')}</Button>
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-4 px-4 py-3 sm:px-6">
        {add}
        <Link to="/assets" search={{ siteId: site.id }} className="link ml-auto text-sm">{t('assets.inTable')}</Link>
        <Link to="/assets" search={{ siteId: site.id, as: 'tree' }} className="link text-sm">{t('assets.inTree')}</Link>
      </div>
      <div className="min-h-0 flex-1 border-t">
        <AssetsOf query={{ siteId: [site.id] }} />
      </div>
      {creating && (
        <AssetForm at={{ siteId: site.id }} onClose={() => setCreating(false)} onSaved={({ id }) => void navigate({ to: '/assets/$assetId', params: { assetId: id } })} />
      )}
    </div>
  )
}
