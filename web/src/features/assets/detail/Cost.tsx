import { type AssetDetail, type CostAnalysis, type CostRow, listAssetChildren } from '@fettle/client'
import { analyseCostsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { count, money, month, percent } from '@/lib/format'
import { BarChart, LineChart } from '@/ui/charts'
import { useFilters } from '@/ui/filters'
import { Figure, Panel } from '@/ui/page'
import { Empty, Read } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { cumulative, kindsIn, spentBy, type CostStep, STEPS } from './costs'

/** As many ids as an address carries. */
const MOST_PARTS = 150

/** The asset with everything below it, as far as that can be asked for at once. */
async function familyOf(id: string): Promise<string[]> {
  const found = [id]
  for (let at = 0; at < found.length && found.length < MOST_PARTS; at++) {
    const { data } = await listAssetChildren({ path: { asset_id: found[at]! }, query: { limit: 200 } })
    found.push(...data.map((part) => part.id))
  }
  return found.slice(0, MOST_PARTS)
}

/** What an asset has cost over its life, by kind, and against a new one. */
export function Cost({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const [filters, setFilters] = useFilters()
  const step: CostStep = STEPS.find((each) => each === filters.step) ?? 'month'
  const parted = (asset.childCount ?? 0) > 0
  const subtree = parted && filters.subtree === true
  const family = useQuery({ queryKey: [{ _id: 'listAssetChildren', family: asset.id }], queryFn: () => familyOf(asset.id), enabled: subtree })
  const ids = subtree ? family.data : [asset.id]
  const byKind = useQuery({ ...analyseCostsOptions({ query: { by: 'kind', period: step, assetId: ids ?? [] } }), enabled: !!ids })
  const byAsset = useQuery({ ...analyseCostsOptions({ query: { by: 'asset', period: step, assetId: ids ?? [], subtree } }), enabled: !!ids })
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments label={t('cost.step')} value={step} options={STEPS.map((value) => ({ value, label: t(`cost.steps.${value}`) }))} onChange={(next) => setFilters({ step: next }, { replace: true })} />
        {parted && (
          <label className="flex min-h-8 items-center gap-2">
            <input type="checkbox" className="size-4 accent-(--accent)" checked={subtree} onChange={(event) => setFilters({ subtree: event.target.checked }, { replace: true })} />
            {t('cost.subtree', { count: asset.childCount ?? 0 })}
          </label>
        )}
        <Link to="/analysis/$figure" params={{ figure: 'costs' }} search={{ assetId: asset.id }} className="link ml-auto text-sm">{t('cost.analysis')}</Link>
      </div>
      <Read query={byKind}>
        {(kinds) => <Read query={byAsset}>{({ rows }) => <Spent asset={asset} kinds={kinds} own={rows.filter(({ key }) => key === asset.id)} step={step} />}</Read>}
      </Read>
    </div>
  )
}

interface SpentProps {
  asset: AssetDetail
  /** Costs by kind of all work that this asset was part of. */
  kinds: CostAnalysis
  /** The share of it that is this asset's own. */
  own: CostRow[]
  step: CostStep
}

function Spent({ asset, kinds, own, step }: SpentProps) {
  const { t } = useTranslation('assets')
  const both = [...own, ...kinds.rows]
  const rows = spentBy(own, step, both)
  const byKind = spentBy(kinds.rows, step, both)
  if (rows.length === 0) return <Empty icon={ReceiptText} title={t('cost.none')}>{t('cost.noneAbout')}</Empty>
  const sums = cumulative(rows)
  const total = sums.at(-1)!.sum
  const shared = Math.abs(Number(kinds.total.cost) - total) >= 0.01
  const replacement = asset.replacementCost == null ? undefined : Number(asset.replacementCost)
  const at = (start: string) => (step === 'year' ? start.slice(0, 4) : month(start))
  const whole = (value: number) => money(value, { whole: true })
  return (
    <>
      <Panel>
        <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
          <Figure label={t('cost.total')} value={money(total)} note={t('cost.since', { from: at(rows[0]!.at) })} />
          <Figure label={t('cost.orders')} value={count(kinds.total.workOrders)} note={t('cost.corrective', { count: kinds.total.corrective })} />
          <Figure label={t('field.replacementCost')} value={replacement === undefined ? t('common:notApplicable') : money(replacement)} {...(asset.purchasePrice && { note: t('cost.bought', { price: money(asset.purchasePrice) }) })} />
          {replacement !== undefined && replacement > 0 && (
            <Figure label={t('cost.share')} value={percent((total / replacement) * 100)} note={t('cost.shareNote')} {...(total >= replacement && { tone: 'bad' as const })} />
          )}
        </div>
      </Panel>
      <Panel title={t('cost.byKind')}>
        <BarChart
          label={t('cost.byKind')}
          rows={byKind}
          x="at"
          xWords={at}
          stacked
          yWords={whole}
          series={kindsIn(byKind).map((kind) => ({ key: kind, label: t(`common:lineKind.${kind}`) }))}
        />
        {shared && <p className="text-xs text-muted">{t('cost.shared', { sum: money(kinds.total.cost) })}</p>}
      </Panel>
      <Panel title={t('cost.cumulative')}>
        <LineChart
          label={t('cost.cumulative')}
          rows={sums}
          x="at"
          xWords={at}
          yWords={whole}
          series={[{ key: 'sum', label: t('cost.total') }]}
          {...(replacement !== undefined && replacement <= total * 3 && { limit: { at: replacement, label: t('field.replacementCost') } })}
        />
        {replacement !== undefined && replacement <= total * 3 && <p className="text-xs text-muted">{t('cost.line', { cost: money(replacement) })}</p>}
      </Panel>
    </>
  )
}
