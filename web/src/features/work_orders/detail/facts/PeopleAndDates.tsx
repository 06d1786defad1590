import type { WorkOrderDetail, WorkOrderPatch } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { moment, relative } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { PriorityMark, Who } from '@/ui/badge'
import { Panel } from '@/ui/page'
import { PickMoment, PickPriority, PickRecord } from '../../list/editors'
import { isOpen, takesChange } from '../rules'
import { type FieldEdit, useFieldEdit } from '../useWorkOrder'
import { Editable } from './Editable'

/** Who does it and by when. */
export function PeopleAndDates({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const person = usePersonName()
  const edit = useFieldEdit(workOrder)
  const writes = may('work_orders:write')
  const can = (field: keyof WorkOrderPatch) => writes && takesChange(workOrder, field)
  const save = (close: () => void) => (change: FieldEdit['change'], shown?: FieldEdit['shown']) => {
    close()
    edit.mutate({ change, ...(shown && { shown }) })
  }
  const date = (field: 'dueAt' | 'scheduledStart' | 'scheduledEnd', label: string) =>
    can(field) && ((close: () => void) => (
      <PickMoment value={workOrder[field]} label={label} at={field === 'scheduledStart' ? '08:00' : '17:00'} onPick={(instant) => save(close)({ [field]: instant })} />
    ))
  const overdue = isOpen(workOrder) && !!workOrder.dueAt && Date.parse(workOrder.dueAt) < Date.now()
  return (
    <Panel title={t('detail.peopleAndDates')}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 lg:grid-cols-1 xl:grid-cols-2">
        <Editable
          name="assignee"
          label={t('detail.assignee')}
          editor={can('assigneeId') && ((close) => (
            <PickRecord kind="staff" value={workOrder.assigneeId} label={t('detail.assignee')} none={t('common:nobody')} onPick={(assigneeId, assigneeName) => save(close)({ assigneeId }, { assigneeName })} />
          ))}
        >
          <Who name={workOrder.assigneeName} />
        </Editable>
        {(!household || workOrder.crewName) && (
          <Editable
            label={t('detail.crew')}
            editor={can('crewId') && ((close) => (
              <PickRecord kind="crew" value={workOrder.crewId} label={t('detail.crew')} none={t('common:none')} onPick={(crewId, crewName) => save(close)({ crewId }, { crewName })} />
            ))}
          >
            {workOrder.crewName}
          </Editable>
        )}
        <Editable label={t('detail.due')} name="due" editor={date('dueAt', t('detail.due'))}>
          {workOrder.dueAt && (
            <span className={overdue ? 'font-medium text-bad' : undefined}>
              {moment(workOrder.dueAt)}
              <span className="block text-xs">{relative(workOrder.dueAt)}</span>
            </span>
          )}
        </Editable>
        <Editable
          label={t('detail.priority')}
          editor={can('priority') && ((close) => <PickPriority {...(workOrder.priority && { value: workOrder.priority })} onPick={(priority) => save(close)({ priority })} />)}
        >
          {workOrder.priority && <PriorityMark priority={workOrder.priority} words />}
        </Editable>
        <Editable label={t('detail.plannedStart')} editor={date('scheduledStart', t('detail.plannedStart'))}>
          {moment(workOrder.scheduledStart)}
        </Editable>
        <Editable label={t('detail.plannedEnd')} editor={date('scheduledEnd', t('detail.plannedEnd'))}>
          {moment(workOrder.scheduledEnd)}
        </Editable>
        <Editable label={t('detail.reported')}>
          {moment(workOrder.reportedAt)}
          {(workOrder.requestedByName ?? person(workOrder.createdBy)) && <span className="block text-xs text-muted">{workOrder.requestedByName ?? person(workOrder.createdBy)}</span>}
        </Editable>
        {workOrder.startedAt && <Editable label={t('detail.started')}>{moment(workOrder.startedAt)}</Editable>}
        {workOrder.completedAt && (
          <Editable label={t('detail.completedAt')}>
            {moment(workOrder.completedAt)}
            {person(workOrder.completedById) && <span className="block text-xs text-muted">{person(workOrder.completedById)}</span>}
          </Editable>
        )}
        {workOrder.closedAt && <Editable label={t('detail.closed')}>{moment(workOrder.closedAt)}</Editable>}
      </dl>
    </Panel>
  )
}
