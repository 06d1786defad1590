import { forecastMaintenancePlansOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { month, number } from '@/lib/format'
import { type Filters, picked } from '@/ui/filters'
import { Panel } from '@/ui/page'
import { needsOf } from './materials'

/** The materials that the plans will use up, month by month, so that they can be ordered in time. */
export function Needs({ narrowed }: { narrowed: Filters }) {
  const { t } = useTranslation('plans')
  const { data } = useQuery({ ...forecastMaintenancePlansOptions({ query: { months: 12, ...picked(narrowed, ['siteId', 'crewId']) } as never }), staleTime: 120_000 })
  const { months, items } = needsOf(data?.months ?? [])
  if (items.length === 0) return null
  return (
    <Panel title={t('needs.title')} flush>
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={t('needs.title')}>
        <table className="w-full text-sm">
          <thead className="sticky top-0 bg-sunken text-muted">
            <tr className="h-8">
              <th scope="col" className="px-4 text-left font-medium">
                {t('material.item')}
              </th>
              {months.map((each) => (
                <th key={each} scope="col" className="px-2 text-right font-medium whitespace-nowrap">
                  {month(each)}
                </th>
              ))}
              <th scope="col" className="px-4 text-right font-medium">
                {t('year.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, unit, byMonth, total }) => (
              <tr key={`${item} ${unit}`} className="h-8 border-t">
                <th scope="row" className="px-4 text-left font-normal">
                  {item}
                </th>
                {months.map((each) => (
                  <td key={each} className="px-2 text-right tabular-nums">
                    {byMonth.has(each) ? number(byMonth.get(each)) : ''}
                  </td>
                ))}
                <td className="px-4 text-right font-medium whitespace-nowrap tabular-nums">{t('material.amount', { quantity: number(total), unit })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
