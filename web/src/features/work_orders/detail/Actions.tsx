import { acknowledgeWorkOrder, createWorkOrder, deleteWorkOrder, restoreWorkOrder, type AllowedTransition, type WorkOrderDetail } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import {
  Ban, Check, CheckCheck, CirclePause, ClipboardCheck, Copy, CornerDownRight, Ellipsis, Eye, HardHat, type LucideIcon, Pencil, Play, Printer, SkipForward, Trash2,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { copyOf } from './copy'
import { ASKING } from './moves/MoveDialogs'
import type { Move } from './moves/useMove'
import { canBeDeleted, canBeFollowed, isOpen, nextOf } from './rules'
import { numberOf, TOUCHED } from './useWorkOrder'

export type Opened = { move: AllowedTransition } | 'edit' | 'log' | 'follow' | 'invite'

const ICONS: Partial<Record<string, LucideIcon>> = {
  approve: Check, start: Play, resume: Play, complete: ClipboardCheck, close: CheckCheck, hold: CirclePause, cancel: Ban, skip: SkipForward,
}

interface Props {
  workOrder: WorkOrderDetail
  move: (move: Move) => void
  moving: boolean
  open: (what: Opened) => void
}

/** What can be done with a work order: the natural next step as a button, everything else in a menu. */
export function Actions({ workOrder, move, moving, open }: Props) {
  const { t } = useTranslation('workOrders')
  const { may, me } = useAccount()
  const navigate = useNavigate()
  const { next, others } = nextOf(workOrder.allowedTransitions)
  const make = (to: AllowedTransition) => (ASKING.has(to.verb) ? open({ move: to }) : move({ to }))
  const number = numberOf(workOrder)

  const acknowledge = useAct({
    do: () => acknowledgeWorkOrder({ path: { work_order_id: workOrder.id } }),
    touches: ['WorkOrder', 'History', 'Reminder', 'Notification'],
    done: t('detail.acknowledged', { number }),
  })
  const duplicate = useAct({
    do: () => createWorkOrder({ body: copyOf(workOrder) }),
    touches: TOUCHED,
    done: (made) => t('detail.duplicated', { number: numberOf(made) }),
    then: (made) => void navigate({ to: '/work-orders/$workOrderId', params: { workOrderId: made.id } }),
  })
  const remove = useAct({
    do: () => deleteWorkOrder({ path: { work_order_id: workOrder.id }, headers: ifMatch(workOrder.version) }),
    touches: TOUCHED,
    done: t('detail.deleted', { number }),
    undo: () => restoreWorkOrder({ path: { work_order_id: workOrder.id } }),
    then: () => void navigate({ to: '/work-orders' }),
  })
  return (
    <>
      {may('work_orders:write') && (
        <Button icon={Pencil} onClick={() => open('edit')} title={`${t('common:edit')} (E)`}>
          {t('common:edit')}
        </Button>
      )}
      {next && (
        <Button look="primary" icon={ICONS[next.verb]!} busy={moving} onClick={() => make(next)}>
          {t(`common:verb.${next.verb}`)}
        </Button>
      )}
      <Menu
        label={t('detail.more')}
        trigger={<IconButton look="plain" icon={Ellipsis} label={t('detail.more')} />}
        items={[
          ...others.map((to) => ({ label: t(`common:verb.${to.verb}`), icon: ICONS[to.verb]!, dangerous: to.verb === 'cancel', onSelect: () => make(to) })),
          others.length > 0 && '-',
          isOpen(workOrder) && may('work_orders:work') && (workOrder.assigneeId === me.staffId || !!workOrder.crewId) && me.staffId !== null && {
            label: t('detail.acknowledge'), icon: Eye, onSelect: () => acknowledge.mutate(),
          },
          canBeFollowed(workOrder) && may('work_orders:create') && { label: t('detail.followUp'), icon: CornerDownRight, onSelect: () => open('follow') },
          isOpen(workOrder) && workOrder.status !== 'new' && may('contractors:invite') && { label: t('contractor.invite'), icon: HardHat, onSelect: () => open('invite') },
          may('work_orders:create') && { label: t('detail.duplicate'), icon: Copy, onSelect: () => duplicate.mutate() },
          { label: t('detail.print'), icon: Printer, hint: 'P', onSelect: () => void navigate({ to: '/work-orders/$workOrderId/print', params: { workOrderId: workOrder.id } }) },
          may('work_orders:write') && canBeDeleted(workOrder) && '-',
          may('work_orders:write') && canBeDeleted(workOrder) && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
        ]}
      />
    </>
  )
}
