import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, hours, money } from '@/lib/format'
import { totalsOf } from './entries'
import { useDays } from './useEntries'

/** What everything that is filtered comes to. */
export function TotalsLine({ query }: { query: Record<string, unknown> }) {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const { data } = useDays(query)
  const total = data && totalsOf(data)
  const figures: Array<[string, string] | false> = total
    ? [
        [t('total.entries'), count(total.entries)],
        [t('total.lines'), count(total.lines)],
        [t('total.hours'), hours(total.hours)],
        may('costs:read') && total.cost !== null && [t('total.cost'), money(total.cost)],
        total.unpriced > 0 && [t('total.unpriced'), count(total.unpriced)],
      ]
    : []
  return (
    <dl aria-label={t('total.title')} aria-live="polite" className="flex min-h-8 flex-wrap items-baseline gap-x-6 pb-2">
      {figures
        .filter((figure) => figure !== false)
        .map(([label, value]) => (
          <div key={label} className="flex items-baseline gap-1.5">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
