import type { WorkOrderDetail } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { hours, money, percent } from '@/lib/format'
import { Panel } from '@/ui/page'
import { used } from '../rules'
import { Bar } from './Bar'

/** What it took so far against what was planned. Sums of the log, never typed in. */
export function Usage({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { loggedHours, estimatedHours, cost, estimatedCost } = workOrder
  return (
    <Panel title={t(may('costs:read') ? 'detail.usage' : 'detail.hours')}>
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-1 xl:grid-cols-2">
        <One label={t('detail.hours')} actual={hours(loggedHours ?? '0')} planned={hours(estimatedHours)} share={used(loggedHours, estimatedHours)} />
        {may('costs:read') && <One label={t('detail.cost')} actual={money(cost ?? '0')} planned={money(estimatedCost)} share={used(cost, estimatedCost)} />}
      </div>
    </Panel>
  )
}

function One({ label, actual, planned, share }: { label: string; actual: string; planned: string; share: number | undefined }) {
  const { t } = useTranslation('workOrders')
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{label}</p>
      <p className="text-lg font-semibold">{actual}</p>
      <p className="text-xs text-muted">{planned ? t('detail.ofPlanned', { planned }) : t('detail.notPlanned')}</p>
      {share !== undefined && (
        <>
          <Bar share={share} label={label} />
          {share > 100 && <p className="mt-0.5 text-xs text-bad">{t('detail.over', { share: percent(Math.round(share - 100)) })}</p>}
        </>
      )}
    </div>
  )
}
