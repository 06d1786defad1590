import type { PlanDetail } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { OctagonX, Pause, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button, buttonClass } from '@/ui/button'

interface Props {
  plan: PlanDetail
  onResume: () => void
  busy: boolean
}

const REASONS = ['ended', 'assets_gone', 'meters_gone', 'site_gone'] as const

/** Why the plan makes no work, or what it works around, and the way to mend it. */
export function Troubles({ plan, onResume, busy }: Props) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const mends = may('plans:write')
  const reason = REASONS.find((each) => each === plan.stoppedReason)
  const mend = mends && (
    <Link to="/plans/$planId/edit" params={{ planId: plan.id }} className={buttonClass('plain', 'sm')}>
      {t('trouble.mend')}
    </Link>
  )
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {plan.status === 'paused' && (
        <Note className="bg-quiet-soft text-ink" icon={<Pause aria-hidden className="mt-0.5 size-4 shrink-0" />} action={mends && <Button size="sm" busy={busy} onClick={onResume}>{t('verb.resume')}</Button>}>
          {t('trouble.paused')}
        </Note>
      )}
      {plan.status === 'stopped' && (
        <Note className="bg-bad-soft text-bad" icon={<OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />} action={mend}>
          {reason ? t(`stoppedHelp.${reason}`) : t('stoppedHelp.other')}
        </Note>
      )}
      {(plan.problems ?? []).map((problem) => (
        <Note key={problem} className="bg-warn-soft text-warn" icon={<TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />} action={problem === 'broken' ? undefined : mend}>
          {t(`problem.${problem}`)}
        </Note>
      ))}
    </div>
  )
}

function Note({ className, icon, action, children }: { className: string; icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 ${className}`}>
      <p className="flex min-w-0 flex-1 gap-2">
        {icon}
        {children}
      </p>
      {action}
    </div>
  )
}
