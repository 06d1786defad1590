import type { AssetDetail } from '@fettle/client'
import { listReliabilityOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { count, day, percent } from '@/lib/format'
import { useFilters } from '@/ui/filters'
import { Figure, Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { useLong } from './lasting'
import { periodAsked, periodOf, PERIODS } from './periods'

/** How reliable an asset was over a period, beside how it was counted. */
export function Health({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const [filters, setFilters] = useFilters()
  const asked = periodAsked(filters.period)
  const period = periodOf(asked)
  const long = useLong()
  const query = useQuery(listReliabilityOptions({ query: { assetId: [asset.id], ...period } }))
  return (
    <Panel
      title={t('health.title')}
      actions={
        <Segments
          label={t('health.period')}
          value={asked}
          options={PERIODS.map((value) => ({ value, label: t(`health.periods.${value}`) }))}
          onChange={(next) => setFilters({ period: next }, { replace: true })}
        />
      }
    >
      <Read query={query} lines={3}>
        {({ data: [figures] }) =>
          figures ? (
            <>
              <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
                <Figure label={t('health.availability')} value={percent(figures.availabilityPercent)} note={t('health.downFor', { time: long(figures.unplannedDowntime) })} />
                <Figure label={t('health.mtbf')} value={long(figures.mtbf)} note={t('health.mtbfNote')} />
                <Figure
                  label={t('health.mttr')}
                  value={long(figures.mttr)}
                  note={figures.onHold > 0 ? t('health.holds', { time: long(figures.onHold) }) : t('health.mttrNote')}
                />
                <Figure
                  label={t('health.failures')}
                  value={count(figures.failures)}
                  {...(figures.failuresUnrepaired > 0 && { tone: 'bad' as const, note: t('health.unrepaired', { count: figures.failuresUnrepaired }) })}
                />
              </div>
              <p className="mt-3 text-xs text-muted">
                {t('health.counted', { from: day(period.from, { year: true }), to: day(period.to, { year: true }) })}
                {figures.plannedDowntime > 0 && ` ${t('health.plannedApart', { time: long(figures.plannedDowntime) })}`}
              </p>
            </>
          ) : (
            <p className="text-muted">{t('health.none')}</p>
          )
        }
      </Read>
    </Panel>
  )
}
