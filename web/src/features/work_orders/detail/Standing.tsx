import type { WorkOrderDetail } from '@fettle/client'
import { CirclePause, CircleSlash, MessageSquareText } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Why it is on hold, cancelled or skipped, or what was said when it was finished. */
export function Standing({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { status, statusNote, holdReason, cancelReason } = workOrder
  const held = status === 'on_hold'
  const ended = status === 'cancelled' || status === 'skipped'
  const words = [held ? holdReason : ended ? cancelReason : null, statusNote].filter(Boolean).join(': ')
  if (!words) return null
  const Icon = held ? CirclePause : ended ? CircleSlash : MessageSquareText
  return (
    <p className={`flex items-start gap-2 rounded-md px-3 py-2 ${held ? 'bg-bad-soft text-bad' : 'bg-quiet-soft text-quiet'}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        <span className="font-medium">{t(held ? 'detail.heldBecause' : ended ? 'detail.endedBecause' : 'detail.finishedWith')}</span> {words}
      </span>
    </p>
  )
}
