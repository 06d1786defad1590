import type { AssetDetail } from '@fettle/client'
import clsx from 'clsx'
import { TrendingDown, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { judged, type Verdict } from './comparing'

/** One line of the comparison. With a figure the best and the worst are marked. */
export interface Measure {
  label: string
  show: (asset: AssetDetail) => ReactNode
  figure?: (asset: AssetDetail) => number | null | undefined
  better?: 'high' | 'low'
}

interface Props {
  assets: AssetDetail[]
  head: (asset: AssetDetail) => ReactNode
  parts: Array<{ label: string; measures: Measure[] }>
}

export function Comparison({ assets, head, parts }: Props) {
  const { t } = useTranslation('assets')
  return (
    <div className="overflow-x-auto rounded-lg border bg-raised" tabIndex={0} role="region" aria-label={t('compare.title')}>
      <table className="w-full table-fixed" style={{ minWidth: 150 + assets.length * 190 }}>
        <thead>
          <tr className="border-b align-top">
            <td className="w-40 p-3" />
            {assets.map((asset) => (
              <th key={asset.id} scope="col" className="p-3 text-left break-words">{head(asset)}</th>
            ))}
          </tr>
        </thead>
        {parts.filter(({ measures }) => measures.length > 0).map(({ label, measures }) => (
          <tbody key={label}>
            <tr className="border-b bg-sunken">
              <th scope="rowgroup" colSpan={assets.length + 1} className="px-3 py-1.5 text-left text-sm font-semibold">{label}</th>
            </tr>
            {measures.map((measure) => <Line key={measure.label} measure={measure} assets={assets} />)}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Line({ measure: { label, show, figure, better }, assets }: { measure: Measure; assets: AssetDetail[] }) {
  const verdicts = figure && better ? judged(assets.map(figure), better) : []
  return (
    <tr className="border-b align-top last:border-0">
      <th scope="row" className="px-3 py-2 text-left text-sm font-normal text-muted">{label}</th>
      {assets.map((asset, at) => (
        <td key={asset.id} className={clsx('px-3 py-2 break-words', figure && 'tabular-nums')}>
          <span className="flex flex-wrap items-center gap-x-2">
            {show(asset) || <span className="text-faint">–</span>}
            <Mark verdict={verdicts[at]} />
          </span>
        </td>
      ))}
    </tr>
  )
}

/** Best and worst by a picture and a word, not by colour alone. */
function Mark({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('assets')
  if (!verdict) return null
  const best = verdict === 'best'
  const Icon = best ? Trophy : TrendingDown
  return (
    <span className={clsx('inline-flex items-center gap-1 text-xs font-medium', best ? 'text-good' : 'text-bad')}>
      <Icon aria-hidden className="size-3.5" />
      {t(best ? 'compare.best' : 'compare.worst')}
    </span>
  )
}
