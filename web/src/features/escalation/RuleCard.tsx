import { deleteEscalationRule, pauseEscalationRule, restoreEscalationRule, resumeEscalationRule } from '@fettle/client'
import type { EscalationRule, EscalationStep } from '@fettle/client'
import { Ellipsis, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { said } from './waits'

/** A rule in words, with its steps in their order. */
export function RuleCard({ rule, onEdit }: { rule: EscalationRule; onEdit: () => void }) {
  const { t } = useTranslation('escalation')
  const { may } = useAccount()
  const path = { rule_id: rule.id }
  const touches = ['Escalation']
  const toggle = useAct({ do: async () => (rule.active ? pauseEscalationRule({ path }) : resumeEscalationRule({ path, body: {} })), touches, done: rule.active ? t('paused') : t('resumed') })
  const remove = useAct({ do: () => deleteEscalationRule({ path, headers: ifMatch(rule.version) }), touches, done: t('removed'), undo: () => restoreEscalationRule({ path }) })
  return (
    <li className="rounded-lg border bg-raised p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-base">{rule.name}</h2>
        {!rule.active && <Badge>{t('isPaused')}</Badge>}
        {may('escalations:write') && (
          <div className="ml-auto flex gap-1">
            <Button size="sm" icon={Pencil} onClick={onEdit}>
              {t('common:edit')}
            </Button>
            <Menu
              label={t('common:more')}
              trigger={<IconButton size="sm" icon={Ellipsis} label={t('moreOf', { name: rule.name })} />}
              items={[
                { label: rule.active ? t('pause') : t('resume'), icon: rule.active ? Pause : Play, onSelect: () => toggle.mutate() },
                { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
              ]}
            />
          </div>
        )}
      </div>
      <p className="mt-1 text-muted">
        {t(`condition.${rule.condition}`, { status: rule.status ? t(`common:status.${rule.status}`) : '' })}
        {!!rule.priorities?.length && ` · ${rule.priorities.map((each) => t(`common:priority.${each}`)).join(', ')}`}
        {!!rule.kinds?.length && ` · ${rule.kinds.map((each) => t(`common:kind.${each}`)).join(', ')}`}
        {Object.keys(rule.hours ?? {}).length > 0 && ` · ${t('inHours')}`}
      </p>
      <ol className="mt-2 flex flex-col gap-1">
        {rule.steps.map((step, at) => (
          <li key={at} className="flex gap-2">
            <span aria-hidden className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent">
              {at + 1}
            </span>
            <Step step={step} due={rule.condition === 'due'} />
          </li>
        ))}
      </ol>
    </li>
  )
}

function Step({ step, due }: { step: EscalationStep; due: boolean }) {
  const { t } = useTranslation('escalation')
  const { amount, unit } = said(step.afterMinutes)
  const wait = t(`unit.${unit}`, { count: Math.abs(amount) })
  const when = due ? (amount === 0 ? t('atDue') : amount < 0 ? t('beforeDue', { wait }) : t('afterDue', { wait })) : t('after', { wait })
  const told = [
    step.notify?.assignee && t('tell.assignee'),
    step.notify?.crewLead && t('tell.crewLead'),
    step.notify?.supervisors && t('tell.supervisors'),
    ...(step.notify?.roles ?? []).map((role) => t('tell.role', { role })),
    step.notify?.userIds?.length && t('tell.people', { count: step.notify.userIds.length }),
  ].filter(Boolean)
  const does = [
    told.length > 0 && t('tells', { who: told.join(', ') }),
    (step.assigneeId || step.crewId) && t('handsOn'),
    step.priority && t('raises', { priority: t(`common:priority.${step.priority}`) }),
  ].filter(Boolean)
  return (
    <span>
      {when}: {does.join('; ')}
    </span>
  )
}
