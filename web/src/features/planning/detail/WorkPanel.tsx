import type { PlanDetail } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { hours, number } from '@/lib/format'
import { type RecordKind, useChoice } from '@/lib/records'
import { type Fact, Facts, Panel } from '@/ui/page'

export function Named({ kind, id }: { kind: RecordKind; id: string }) {
  return <>{useChoice(kind, id)?.label ?? '…'}</>
}

/** The work orders that the plan makes: what, for whom, with what. */
export function WorkPanel({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const { work } = plan
  const facts: Array<Fact | false> = [
    { label: t('field.title'), value: work.title ?? plan.name },
    { label: t('field.description'), value: work.description && <span className="whitespace-pre-line">{work.description}</span> },
    { label: t('field.template'), value: work.templateId && <Named kind="template" id={work.templateId} /> },
    { label: t('field.kind'), value: work.kind && t(`common:kind.${work.kind}`) },
    { label: t('field.priority'), value: work.priority && t(`common:priority.${work.priority}`) },
    { label: t('field.estimate'), value: hours(work.estimatedHours) },
    { label: t('field.assignee'), value: work.assigneeId && <Named kind="staff" id={work.assigneeId} /> },
    { label: t('who.inTurns'), value: plan.rotation?.length ? <Names kind="staff" ids={plan.rotation} /> : null },
    { label: t('field.crew'), value: work.crewId && <Named kind="crew" id={work.crewId} /> },
    { label: t('field.glCode'), value: work.glCodeId && <Named kind="glCode" id={work.glCodeId} /> },
  ]
  return (
    <Panel title={t('section.work')}>
      <Facts wide facts={facts} />
      {!!work.tasks?.length && (
        <>
          <h3 className="mt-4 mb-1 text-sm">{t('task.title')}</h3>
          <ol className="list-decimal pl-5">
            {work.tasks.map((task, at) => (
              <li key={at} className="py-0.5">
                {task.title ?? (task.taskCodeId && <Named kind="taskCode" id={task.taskCodeId} />)}
                {task.estimatedHours && <span className="ml-2 text-sm text-muted">{hours(task.estimatedHours)}</span>}
                {task.required === false && <span className="ml-2 text-sm text-muted">{t('task.optional')}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
      {!!work.materials?.length && (
        <>
          <h3 className="mt-4 mb-1 text-sm">{t('material.title')}</h3>
          <ul>
            {work.materials.map((each, at) => (
              <li key={at} className="py-0.5">
                {each.item} <span className="text-sm text-muted">{t('material.amount', { quantity: number(each.quantity), unit: each.unit })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

function Names({ kind, ids }: { kind: RecordKind; ids: readonly string[] }) {
  return ids.map((id, at) => (
    <Fragment key={id}>
      {at > 0 && ', '}
      <Named kind={kind} id={id} />
    </Fragment>
  ))
}

/** Where the plan works and how it behaves. */
export function TermsPanel({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const assets = plan.assetIds ?? []
  return (
    <Panel title={t('section.terms')}>
      <Facts
        facts={[
          { label: t('field.site'), value: plan.siteId && <Link to="/sites/$siteId" params={{ siteId: plan.siteId }} className="link">{plan.siteName ?? '…'}</Link> },
          { label: t('field.location'), value: plan.locationId && <Named kind="location" id={plan.locationId} /> },
          { label: t('field.assets'), value: assets.length > 0 ? <Assets ids={assets} /> : null },
          assets.length > 1 && { label: t('field.spread'), value: plan.spread === 'each' ? t('spread.each', { count: assets.length }) : t('spread.together') },
          { label: t('field.leadDays'), value: plan.leadDays ? t('days', { count: plan.leadDays }) : null },
          { label: t('field.horizonDays'), value: plan.horizonDays ? t('days', { count: plan.horizonDays }) : null },
          { label: t('field.ifOpen'), value: t(`ifOpen.${plan.ifPreviousOpen ?? 'skip'}`) },
          { label: t('field.catchUp'), value: t(`catchUp.${plan.catchUp ?? 'latest'}`) },
          {
            label: t('field.reminders'),
            value: plan.notifyDaysBefore?.map((each) => (each === 0 ? t('reminder.onDay') : t('reminder.before', { count: each }))).join(', '),
          },
          { label: t('field.notes'), value: plan.description && <span className="whitespace-pre-line">{plan.description}</span> },
        ]}
      />
    </Panel>
  )
}

const SHOWN = 8

function Assets({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('plans')
  return (
    <ul>
      {ids.slice(0, SHOWN).map((id) => (
        <li key={id}>
          <Link to="/assets/$assetId" params={{ assetId: id }} className="link">
            <Named kind="asset" id={id} />
          </Link>
        </li>
      ))}
      {ids.length > SHOWN && <li className="text-sm text-muted">{t('andMore', { count: ids.length - SHOWN })}</li>}
    </ul>
  )
}
