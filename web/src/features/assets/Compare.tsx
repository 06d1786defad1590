import type { AssetDetail } from '@fettle/client'
import { analyseCostsOptions, countWorkOrdersOptions, getAssetOptions, listReliabilityOptions } from '@fettle/client/queries'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Scale, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, day, localDay, money, number, percent } from '@/lib/format'
import { IconButton } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { RecordPicker } from '@/ui/picker'
import { Empty, Loading } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { Comparison, type Measure } from './Comparison'
import { yearsSince } from './comparing'
import { useLong } from './detail/lasting'
import { periodAsked, periodOf, PERIODS } from './detail/periods'
import { ConditionMark, CriticalityMark, DownMark, StatusMark } from './marks'

const MOST = 5

/** Two to five assets side by side. */
export default function Compare() {
  const { t } = useTranslation('assets')
  const { may, household } = useAccount()
  const [filters, setFilters] = useFilters()
  const long = useLong()
  const ids = [filters.id ?? []].flat().map(String).slice(0, MOST)
  const asked = periodAsked(filters.period)
  const period = periodOf(asked)
  const set = (next: string[]) => setFilters({ id: next }, { replace: true })

  const found = useQueries({ queries: ids.map((id) => getAssetOptions({ path: { asset_id: id } })) })
  const assets = found.flatMap(({ data }) => (data ? [data] : []))
  const sees = { reports: may('reports:read'), costs: may('costs:read', 'reports:read'), work: may('work_orders:read') }
  const { data: health } = useQuery({ ...listReliabilityOptions({ query: { assetId: ids, ...period } }), enabled: ids.length > 0 && sees.reports })
  const { data: costs } = useQuery({ ...analyseCostsOptions({ query: { by: 'asset', assetId: ids, ...period } }), enabled: ids.length > 0 && sees.costs })
  const open = useQueries({ queries: ids.map((id) => ({ ...countWorkOrdersOptions({ query: { assetId: [id], open: true } }), enabled: sees.work })) })

  const figures = (asset: AssetDetail) => health?.data.find(({ assetId }) => assetId === asset.id)
  const cost = (asset: AssetDetail) => costs && Number(costs.rows.find(({ key }) => key === asset.id)?.figures.cost ?? 0)
  const share = (asset: AssetDetail) => {
    const spent = cost(asset)
    return spent === undefined || !Number(asset.replacementCost) ? undefined : (spent / Number(asset.replacementCost)) * 100
  }
  const today = localDay(new Date())
  const facts: Measure[] = [
    { label: t('field.status'), show: (asset) => <span className="flex flex-wrap gap-1"><StatusMark status={asset.status} /><DownMark since={asset.downSince} brief /></span> },
    { label: t('field.assetTypeName'), show: (asset) => asset.assetTypeName },
    { label: t('field.model'), show: (asset) => [asset.manufacturer, asset.model].filter(Boolean).join(' ') },
    { label: t('field.site'), show: (asset) => [asset.siteName, asset.locationName].filter(Boolean).join(' · ') },
    ...(household ? [] : [{ label: t('field.criticality'), show: (asset: AssetDetail) => <CriticalityMark criticality={asset.criticality} /> }]),
    { label: t('field.condition'), show: (asset) => <ConditionMark condition={asset.condition} /> },
    { label: t('compare.age'), show: (asset) => age(asset), figure: (asset) => yearsSince(asset.installedOn ?? asset.purchasedOn, today), better: 'low' },
    { label: t('field.warrantyUntil'), show: (asset) => day(asset.warrantyUntil, { year: true }) },
  ]
  const age = (asset: AssetDetail) => {
    const years = yearsSince(asset.installedOn ?? asset.purchasedOn, today)
    return years === undefined ? '' : t('compare.years', { years: number(years, 1) })
  }
  const reliability: Measure[] = !sees.reports ? [] : [
    { label: t('health.availability'), show: (asset) => figures(asset) && percent(figures(asset)!.availabilityPercent), figure: (asset) => figures(asset)?.availabilityPercent, better: 'high' },
    { label: t('health.failures'), show: (asset) => count(figures(asset)?.failures), figure: (asset) => figures(asset)?.failures, better: 'low' },
    { label: t('health.mtbf'), show: (asset) => figures(asset) && long(figures(asset)!.mtbf), figure: (asset) => figures(asset)?.mtbf, better: 'high' },
    { label: t('health.mttr'), show: (asset) => figures(asset) && long(figures(asset)!.mttr), figure: (asset) => figures(asset)?.mttr, better: 'low' },
  ]
  const spending: Measure[] = !sees.costs ? [] : [
    { label: t('compare.cost'), show: (asset) => money(cost(asset)), figure: cost, better: 'low' },
    { label: t('field.purchasePrice'), show: (asset) => money(asset.purchasePrice) },
    { label: t('field.replacementCost'), show: (asset) => money(asset.replacementCost) },
    { label: t('cost.share'), show: (asset) => (share(asset) === undefined ? '' : percent(share(asset))), figure: share, better: 'low' },
  ]
  const openOf = (asset: AssetDetail) => open[ids.indexOf(asset.id)]?.data?.total
  const work: Measure[] = !sees.work ? [] : [{ label: t('work.open'), show: (asset) => count(openOf(asset)), figure: openOf, better: 'low' }]

  return (
    <Page
      title={t('compare.title')}
      above={<Link to="/assets" className="hover:underline">{t('title')}</Link>}
      actions={
        ids.length > 1 && (
          <Segments label={t('health.period')} value={asked} options={PERIODS.map((value) => ({ value, label: t(`health.periods.${value}`) }))} onChange={(next) => setFilters({ period: next }, { replace: true })} />
        )
      }
    >
      <div className="mb-4 max-w-2xl">
        <RecordPicker
          kind="asset"
          many
          aria-label={t('compare.choose')}
          placeholder={t('compare.choose')}
          value={ids}
          onChange={(next) => set((Array.isArray(next) ? next : []).slice(0, MOST))}
        />
        <p className="mt-1 text-xs text-muted">{t('compare.howMany')}</p>
      </div>
      {ids.length < 2 ? (
        <Empty icon={Scale} title={t('compare.empty')}>{t('compare.emptyAbout')}</Empty>
      ) : assets.length === 0 ? (
        <Loading />
      ) : (
        <Comparison
          assets={assets}
          head={(asset) => (
            <span className="flex items-start gap-1">
              <span className="min-w-0 flex-1">
                <Link to="/assets/$assetId" params={{ assetId: asset.id }} className="font-semibold hover:underline">{asset.name}</Link>
                {asset.number && <span className="block text-sm font-normal text-muted">{asset.number}</span>}
              </span>
              <IconButton size="sm" icon={X} label={t('compare.remove', { name: asset.name })} onClick={() => set(ids.filter((id) => id !== asset.id))} />
            </span>
          )}
          parts={[
            { label: t('facts'), measures: facts },
            { label: t('compare.healthOver', { period: t(`health.periods.${asked}`) }), measures: reliability },
            { label: t('compare.costsOver', { period: t(`health.periods.${asked}`) }), measures: spending },
            { label: t('tab.work'), measures: work },
          ]}
        />
      )}
    </Page>
  )
}
