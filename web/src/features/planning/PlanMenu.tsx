import type { ListedPlan } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { CalendarPlus, Copy, Ellipsis, Pause, Pencil, Play, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import type { usePlanActs } from './usePlanActs'

interface Props {
  plan: ListedPlan
  acts: ReturnType<typeof usePlanActs>
  /** The verbs that stand beside the menu already. */
  without?: readonly ('edit' | 'pause' | 'generate')[]
}

/** What can be done with one plan. */
export function PlanMenu({ plan, acts, without = [] }: Props) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const navigate = useNavigate()
  if (!may('plans:write')) return null
  const live = plan.status === 'live'
  return (
    <Menu
      label={t('verbsOf', { name: plan.name })}
      trigger={<IconButton size="sm" icon={Ellipsis} label={t('verbsOf', { name: plan.name })} />}
      items={
        plan.deletedAt
          ? [{ label: t('common:restore'), icon: RotateCcw, onSelect: () => acts.restore.mutate(plan) }]
          : [
              !without.includes('edit') && { label: t('common:edit'), icon: Pencil, onSelect: () => void navigate({ to: '/plans/$planId/edit', params: { planId: plan.id } }) },
              !without.includes('pause') && (live ? { label: t('verb.pause'), icon: Pause, onSelect: () => acts.pause.mutate(plan) } : { label: t('verb.resume'), icon: Play, onSelect: () => acts.resume.mutate(plan) }),
              live && !without.includes('generate') && { label: t('verb.generate'), icon: CalendarPlus, onSelect: () => acts.generate.mutate(plan) },
              { label: t('verb.duplicate'), icon: Copy, onSelect: () => acts.duplicate.mutate(plan) },
              '-',
              { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => acts.remove.mutate(plan) },
            ]
      }
    />
  )
}
