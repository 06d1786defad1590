import type { AssetDetail } from '@fettle/client'
import { analyseCostsOptions, listMetersOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, money, moment, number, percent, relative } from '@/lib/format'
import { useFiles } from '@/ui/files'
import { Panel } from '@/ui/page'

/** What the other parts of the record say, in a line each. */
export function Glance({ asset }: { asset: AssetDetail }) {
  const { may } = useAccount()
  return (
    <div className="grid min-w-0 items-start gap-4 sm:max-xl:grid-cols-2">
      {may('files:read') && <Picture asset={asset} />}
      <Warranty asset={asset} />
      <Readings asset={asset} />
      {may('costs:read', 'reports:read') && <Spending asset={asset} />}
    </div>
  )
}

function To({ asset, tab, children }: { asset: AssetDetail; tab: string; children: ReactNode }) {
  return <Link to="/assets/$assetId" params={{ assetId: asset.id }} search={{ tab }} className="link text-sm">{children}</Link>
}

function Picture({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { files } = useFiles({ type: 'asset', id: asset.id })
  const picture = files.find(({ thumbnailUrl, previewUrl }) => previewUrl ?? thumbnailUrl)
  if (!picture) return null
  return (
    <Link to="/assets/$assetId" params={{ assetId: asset.id }} search={{ tab: 'files' }} aria-label={t('tab.files')} className="block overflow-hidden rounded-lg border">
      <img src={picture.previewUrl ?? picture.thumbnailUrl ?? ''} alt={picture.caption ?? asset.name} className="aspect-4/3 w-full object-cover" />
    </Link>
  )
}

const SOON = 60

function Warranty({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { state = 'none', until, daysLeft } = asset.warranty ?? {}
  if (state === 'none') return null
  const active = state === 'active'
  const Icon = active ? ShieldCheck : ShieldAlert
  return (
    <Panel title={t('warranty.title')}>
      <p className={active ? ((daysLeft ?? 0) <= SOON ? 'flex gap-2 text-warn' : 'flex gap-2 text-good') : 'flex gap-2 text-muted'}>
        <Icon aria-hidden className="size-5 shrink-0" />
        <span>
          <span className="block font-medium">
            {active ? t('warranty.left', { count: daysLeft ?? 0 }) : state === 'expired' ? t('warranty.expired') : t('warranty.unknown', { count: asset.warrantyMonths ?? 0 })}
          </span>
          {until && <span className="text-sm">{t(active ? 'warranty.until' : 'warranty.ended', { day: day(until, { year: true }) })}</span>}
        </span>
      </p>
    </Panel>
  )
}

function Readings({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { data } = useQuery(listMetersOptions({ path: { asset_id: asset.id }, query: { limit: 100 } }))
  if (!data?.data.length) return null
  return (
    <Panel title={t('tab.meters')} actions={<To asset={asset} tab="meters">{t('reading.add')}</To>}>
      <ul className="flex flex-col gap-2">
        {data.data.map((meter) => (
          <li key={meter.id} className="flex items-baseline gap-3">
            <span className="min-w-0 truncate text-muted" title={meter.name}>{meter.name}</span>
            <span className="ml-auto shrink-0 text-right tabular-nums">
              <span className="font-medium">{meter.lastValue == null ? t('common:notApplicable') : `${number(meter.lastValue)} ${meter.unit}`}</span>
              {meter.lastReadAt && <span className="block text-xs text-muted" title={moment(meter.lastReadAt)}>{relative(meter.lastReadAt)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Spending({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { data } = useQuery(analyseCostsOptions({ query: { by: 'asset', assetId: [asset.id] } }))
  if (!data) return null
  const spent = Number(data.rows.find(({ key }) => key === asset.id)?.figures.cost ?? 0)
  const replacement = Number(asset.replacementCost)
  return (
    <Panel title={t('cost.total')} actions={<To asset={asset} tab="cost">{t('tab.cost')}</To>}>
      <p className="text-lg font-semibold">{money(spent)}</p>
      {replacement > 0 && <p className="text-sm text-muted">{t('cost.ofNew', { share: percent((spent / replacement) * 100), cost: money(replacement) })}</p>}
    </Panel>
  )
}
