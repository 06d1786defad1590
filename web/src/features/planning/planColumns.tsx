import type { ComplianceFigures, ListedPlan } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, day, localDay } from '@/lib/format'
import type { Column } from '@/ui/table'
import { Compliance } from './Compliance'
import { PlanMenu } from './PlanMenu'
import { PlanState } from './PlanState'
import type { usePlanActs } from './usePlanActs'

/** What the list says of each plan. */
export function usePlanColumns(acts: ReturnType<typeof usePlanActs>, compliance: ReadonlyMap<string, ComplianceFigures>): Column<ListedPlan>[] {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const reports = may('reports:read')
  return useMemo(() => {
    const columns: Array<Column<ListedPlan> | false> = [
      {
        id: 'name',
        header: t('column.name'),
        width: 240,
        sort: 'name',
        always: true,
        phone: 'title',
        cell: (plan) =>
          plan.deletedAt ? (
            plan.name
          ) : (
            <Link to="/plans/$planId" params={{ planId: plan.id }} title={plan.name} className="font-medium hover:underline">
              {plan.name}
            </Link>
          ),
      },
      { id: 'words', header: t('column.words'), width: 260, grow: true, phone: 'below', cell: (plan) => <span title={plan.words}>{plan.words}</span> },
      { id: 'next', header: t('column.next'), width: 156, sort: 'nextDueOn', phone: 'edge', cell: (plan) => <Next plan={plan} /> },
      { id: 'site', header: t('field.site'), width: 150, cell: (plan) => <span title={plan.siteName ?? ''}>{plan.siteName}</span> },
      { id: 'open', header: t('column.open'), width: 80, align: 'end', cell: (plan) => <Open plan={plan} /> },
      { id: 'status', header: t('column.status'), width: 150, phone: 'edge', cell: (plan) => <PlanState plan={plan} /> },
      reports && { id: 'compliance', header: t('column.compliance'), width: 140, align: 'end', cell: (plan) => <Compliance figures={compliance.get(plan.id)} /> },
      { id: 'created', header: t('column.created'), width: 120, sort: 'createdAt', hidden: true, cell: (plan) => day(plan.createdAt) },
      { id: 'verbs', header: t('common:more'), width: 64, align: 'end', cell: (plan) => <PlanMenu plan={plan} acts={acts} /> },
    ]
    return columns.filter((column) => column !== false)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the acts are made anew by every render and do the same
  }, [t, reports, compliance])
}

function Next({ plan }: { plan: ListedPlan }) {
  const { t } = useTranslation('plans')
  if (plan.status !== 'live') return <span className="text-muted">–</span>
  if (!plan.nextDueOn) return <span className="text-muted">{plan.openCount ? t('next.afterOpen') : t('next.unknown')}</span>
  return <time dateTime={plan.nextDueOn} className={plan.nextDueOn < localDay(new Date()) ? 'text-bad' : undefined}>{day(plan.nextDueOn, { weekday: true })}</time>
}

function Open({ plan }: { plan: ListedPlan }) {
  const { t } = useTranslation('plans')
  if (!plan.openCount) return <span className="text-muted">0</span>
  return (
    <Link to="/work-orders" search={{ planId: plan.id, open: true } as never} className="link" aria-label={t('openOf', { count: plan.openCount, name: plan.name })}>
      {count(plan.openCount)}
    </Link>
  )
}
