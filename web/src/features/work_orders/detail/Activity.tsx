import type { WorkOrderDetail } from '@fettle/client'
import { listWorkOrderHistoryInfiniteOptions } from '@fettle/client/queries'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Comments } from '@/ui/comments'
import { History } from '@/ui/history'
import { Panel } from '@/ui/page'
import { Segments } from '@/ui/tabs'

interface Props {
  workOrder: WorkOrderDetail
  box: RefObject<HTMLTextAreaElement | null>
}

/** What was said, or what happened. Which of them is in the address. */
export function Activity({ workOrder, box }: Props) {
  const { t } = useTranslation('workOrders')
  const navigate = useNavigate()
  const { activity } = useSearch({ strict: false }) as { activity?: string }
  const shown = activity === 'history' ? 'history' : 'comments'
  return (
    <Panel
      title={t('comment.title')}
      actions={
        <Segments
          label={t('comment.title')}
          value={shown}
          options={[{ value: 'comments', label: t('comment.comments') }, { value: 'history', label: t('detail.history') }]}
          onChange={(value) => void navigate({ to: '.', search: ((before: object) => ({ ...before, activity: value === 'history' ? value : undefined })) as never, replace: true, resetScroll: false })}
        />
      }
    >
      {shown === 'history' ? (
        <History of={listWorkOrderHistoryInfiniteOptions({ path: { work_order_id: workOrder.id }, query: { limit: 50 } })} />
      ) : (
        <Comments record={{ type: 'work_order', id: workOrder.id, siteId: workOrder.siteId, assigneeId: workOrder.assigneeId }} asksPublic={(workOrder.requests ?? []).length > 0 || !!workOrder.requestedById} box={box} />
      )}
    </Panel>
  )
}
