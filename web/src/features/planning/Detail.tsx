import type { PlanDetail } from '@fettle/client'
import { getMaintenancePlanOptions, listEventsInfiniteOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { CalendarPlus, Pause, Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, day, percent } from '@/lib/format'
import { Button, buttonClass } from '@/ui/button'
import { Files } from '@/ui/files'
import { History } from '@/ui/history'
import { Figure, Page, Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { useCompliance } from './compliance'
import { ComingPanel } from './detail/ComingPanel'
import { Occurrences } from './detail/Occurrences'
import { Troubles } from './detail/Troubles'
import { TermsPanel, WorkPanel } from './detail/WorkPanel'
import { PlanMenu } from './PlanMenu'
import { PlanState } from './PlanState'
import { usePlanActs } from './usePlanActs'

/** One plan: its rule in words, when next, how it went so far. */
export default function Detail() {
  const { planId } = useParams({ strict: false }) as { planId: string }
  const { t, i18n } = useTranslation('plans')
  const plan = useQuery(getMaintenancePlanOptions({ path: { plan_id: planId }, query: { language: i18n.language } }))
  return plan.data ? (
    <Known plan={plan.data} />
  ) : (
    <Page title={t('one')} above={<Up />}>
      <Read query={plan}>{() => null}</Read>
    </Page>
  )
}

function Up() {
  const { t } = useTranslation('plans')
  return (
    <Link to="/plans" className="link">
      {t('title')}
    </Link>
  )
}

function Known({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const navigate = useNavigate()
  const acts = usePlanActs({ deleted: () => void navigate({ to: '/plans' }), duplicated: (planId) => void navigate({ to: '/plans/$planId/edit', params: { planId } }) })
  const live = plan.status === 'live'
  return (
    <Page
      title={plan.name}
      above={<Up />}
      beside={<PlanState plan={{ ...plan, problems: [] }} />}
      actions={
        may('plans:write') && (
          <>
            {live && (
              <>
                <Button icon={CalendarPlus} busy={acts.generate.isPending} onClick={() => acts.generate.mutate(plan)} title={t('verb.generateHelp')}>
                  {t('verb.generate')}
                </Button>
                <Button icon={Pause} busy={acts.pause.isPending} onClick={() => acts.pause.mutate(plan)}>
                  {t('verb.pause')}
                </Button>
              </>
            )}
            <Link to="/plans/$planId/edit" params={{ planId: plan.id }} className={buttonClass('primary')}>
              <Pencil aria-hidden className="size-4" />
              {t('common:edit')}
            </Link>
            <PlanMenu plan={plan} acts={acts} without={['edit', 'generate', ...(live ? (['pause'] as const) : [])]} />
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Troubles plan={plan} busy={acts.resume.isPending} onResume={() => acts.resume.mutate(plan)} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <section aria-label={t('rule')} className="rounded-lg border bg-raised p-4">
              <p className="text-xl leading-snug font-semibold tracking-tight">{plan.words}.</p>
              <Figures plan={plan} />
            </section>
            <Occurrences plan={plan} />
            <WorkPanel plan={plan} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <ComingPanel plan={plan} />
            <TermsPanel plan={plan} />
            {may('files:read') && (
              <Panel title={t('section.files')}>
                <Files record={{ type: 'maintenance_plan', id: plan.id }} readOnly={!may('plans:write')} />
              </Panel>
            )}
            {may('audit:read') && (
              <Panel title={t('section.changes')}>
                <History of={listEventsInfiniteOptions({ query: { aboutId: plan.id, limit: 20 } })} />
              </Panel>
            )}
          </div>
        </div>
      </div>
    </Page>
  )
}

function Figures({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const { byPlan } = useCompliance()
  const figures = byPlan.get(plan.id)
  const live = plan.status === 'live'
  // What was made or skipped ahead of its time is not among what is coming any more.
  const next = plan.coming?.find(({ due }) => due)?.due?.on ?? plan.nextDueOn
  return (
    <div className="mt-4 flex flex-wrap gap-x-10 gap-y-3">
      <Figure label={t('column.next')} value={live && next ? day(next, { weekday: true }) : '–'} />
      <Figure label={t('column.open')} value={count(plan.openCount ?? 0)} />
      {may('reports:read') && (
        <Figure
          label={t('column.compliance')}
          value={percent(figures?.compliancePercent)}
          note={figures?.due ? t('compliance.note', { complied: figures.complied, count: figures.due, late: figures.late + figures.openPastWindow }) : t('compliance.none')}
        />
      )}
    </div>
  )
}
