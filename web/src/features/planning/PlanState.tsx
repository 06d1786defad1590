import type { ListedPlan } from '@fettle/client'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '@/ui/badge'

type Told = Pick<ListedPlan, 'status' | 'stoppedReason' | 'problems' | 'deletedAt'>

/** Whether a plan makes work; when not, why; and what it stumbles over. */
export function PlanState({ plan }: { plan: Told }) {
  const { t } = useTranslation('plans')
  const problems = plan.problems ?? []
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {plan.deletedAt ? (
        <Badge>{t('status.deleted')}</Badge>
      ) : (
        <Badge tone={plan.status === 'live' ? 'good' : plan.status === 'paused' ? 'quiet' : 'bad'}>{t(`status.${plan.status ?? 'live'}`)}</Badge>
      )}
      {plan.status === 'stopped' && <span className="truncate text-sm text-muted">{stoppedWords(plan, t)}</span>}
      {problems.length > 0 && (
        <span title={problems.map((problem) => t(`problem.${problem}`)).join(' ')} className="inline-flex min-w-0 items-center gap-1 text-sm text-warn">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{t(`problemShort.${problems[0]!}`)}</span>
        </span>
      )}
    </span>
  )
}

const REASONS = ['ended', 'assets_gone', 'meters_gone', 'site_gone']

function stoppedWords(plan: Told, t: (key: string) => string): string {
  return plan.stoppedReason && REASONS.includes(plan.stoppedReason) ? t(`stopped.${plan.stoppedReason}`) : ''
}
