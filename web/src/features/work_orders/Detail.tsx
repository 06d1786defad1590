import type { WorkOrderDetail } from '@fettle/client'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useShortcuts } from '@/app/shortcuts'
import { PriorityMark, StatusBadge } from '@/ui/badge'
import { Files } from '@/ui/files'
import { Page, Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { Actions, type Opened } from './detail/Actions'
import { Activity } from './detail/Activity'
import { Description } from './detail/Description'
import { EditSheet } from './detail/EditSheet'
import { Classes } from './detail/facts/Classes'
import { PeopleAndDates } from './detail/facts/PeopleAndDates'
import { PlaceAndAssets } from './detail/facts/PlaceAndAssets'
import { Usage } from './detail/facts/Usage'
import { Log } from './detail/log/Log'
import { LogSheet } from './detail/log/LogSheet'
import { Contractors } from './detail/more/Contractors'
import { FollowUp } from './detail/more/FollowUp'
import { Invite } from './detail/more/Invite'
import { Related } from './detail/more/Related'
import { MoveDialog } from './detail/moves/MoveDialogs'
import { useMove } from './detail/moves/useMove'
import { takesLogs } from './detail/rules'
import { Glance } from './detail/Glance'
import { Standing } from './detail/Standing'
import { goToTask, Tasks } from './detail/tasks/Tasks'
import { Title } from './detail/Title'
import { numberOf, useWorkOrder } from './detail/useWorkOrder'

/** One work order: at the left the work, at the right what is known of it. */
export default function Detail() {
  const { workOrderId } = useParams({ strict: false }) as { workOrderId: string }
  const query = useWorkOrder(workOrderId)
  return <Read query={query} lines={10}>{(workOrder) => <Sheet key={workOrder.id} workOrder={workOrder} />}</Read>
}

function Sheet({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [opened, open] = useState<Opened>()
  const box = useRef<HTMLTextAreaElement>(null)
  const move = useMove(workOrder)
  const { id } = workOrder
  const writes = may('work_orders:write')
  const logs = may('logs:create') && takesLogs(workOrder)
  const close = () => open(undefined)

  useShortcuts(
    useMemo(
      () => ({
        ...(writes && { e: () => open('edit') }),
        ...(logs && { l: () => open('log') }),
        m: () => {
          void navigate({ to: '.', search: ((before: object) => ({ ...before, activity: undefined })) as never, replace: true, resetScroll: false })
          setTimeout(() => box.current?.focus(), 50)
        },
        p: () => void navigate({ to: '/work-orders/$workOrderId/print', params: { workOrderId: id } }),
      }),
      [writes, logs, id, navigate],
    ),
  )
  return (
    <Page
      title={`${numberOf(workOrder)} ${workOrder.title}`}
      heading={<Title workOrder={workOrder} />}
      above={
        <nav aria-label={t('detail.where')} className="flex items-center gap-1.5">
          <Link to="/work-orders" className="link">{t('list.title')}</Link>
          <span aria-hidden>/</span>
          <span className="font-medium text-ink">{numberOf(workOrder)}</span>
        </nav>
      }
      beside={
        <span className="flex items-center gap-3">
          <StatusBadge status={workOrder.status} />
          {workOrder.priority && <PriorityMark priority={workOrder.priority} words />}
        </span>
      }
      actions={<Actions workOrder={workOrder} move={(next) => move.mutate(next)} moving={move.isPending} open={open} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_19rem] xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Standing workOrder={workOrder} />
          <Glance workOrder={workOrder} />
          <Description workOrder={workOrder} onEdit={writes ? () => open('edit') : undefined} />
          <Tasks workOrder={workOrder} />
          {may('files:read') && (
            <Panel title={t('photo.title')}>
              <Files record={{ type: 'work_order', id }} compare />
            </Panel>
          )}
          <Log workOrder={workOrder} onLog={() => open('log')} />
          <Activity workOrder={workOrder} box={box} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PeopleAndDates workOrder={workOrder} />
          <PlaceAndAssets workOrder={workOrder} />
          <Usage workOrder={workOrder} />
          <Classes workOrder={workOrder} />
          <Related workOrder={workOrder} />
          <Contractors workOrder={workOrder} onInvite={() => open('invite')} />
        </div>
      </div>
      {opened === 'edit' && <EditSheet workOrder={workOrder} onClose={close} />}
      {opened === 'log' && <LogSheet workOrder={workOrder} onClose={close} />}
      {opened === 'follow' && <FollowUp workOrder={workOrder} onClose={close} />}
      {opened === 'invite' && <Invite workOrder={workOrder} onClose={close} />}
      {typeof opened === 'object' && (
        <MoveDialog
          workOrder={workOrder}
          to={opened.move}
          onMove={(next) => move.mutateAsync(next)}
          onClose={close}
          onTask={(task) => {
            close()
            // The dialog gives the focus back first.
            setTimeout(() => goToTask(task), 100)
          }}
        />
      )}
    </Page>
  )
}
