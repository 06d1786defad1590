import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { localDay } from '@/lib/format'
import { useFilters } from '@/ui/filters'
import { Segments } from '@/ui/tabs'
import { Backlog, Flow, usePoints } from './Flow'
import { Costs } from './Costs'
import { OnTime } from './OnTime'
import { cut, type Period, PERIODS } from './periods'
import { WorstAssets } from './WorstAssets'

const USUAL: Period = '90'

/** How things go over a period that the address remembers. */
export default function Charts() {
  const { t } = useTranslation('today')
  const { may, household } = useAccount()
  const [address, set] = useFilters()
  const period = PERIODS.find((each) => each === address.days) ?? USUAL
  const days = cut(period, localDay(new Date()))
  const quiet = usePoints(days).data?.every(({ opened, closed, open }) => opened + closed + open === 0)
  return (
    <section aria-label={t('charts.title')} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2>{t('charts.title')}</h2>
        <Segments
          label={t('charts.period')}
          value={period}
          options={PERIODS.map((value) => ({ value, label: t('charts.days', { count: Number(value) }) }))}
          onChange={(next) => set({ days: next === USUAL ? undefined : next }, { replace: true })}
        />
      </div>
      {quiet ? (
        <p className="rounded-lg border bg-raised px-4 py-8 text-center text-muted">{t('charts.quiet')}</p>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          <Flow {...days} />
          <Backlog {...days} />
          <OnTime {...days} />
          {may('costs:read') && <Costs {...days} />}
          {!household && may('assets:read') && <WorstAssets {...days} />}
        </div>
      )}
    </section>
  )
}
