import { followUpWorkOrder, type Priority, type WorkOrderDetail } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { readAnew } from '@/lib/query'
import { CheckField, DateTimeField, Form, FormActions, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { PRIORITIES } from '../EditSheet'
import { numberOf, TOUCHED } from '../useWorkOrder'

/** Work found undone becomes work of its own, that points back. */
export function FollowUp({ workOrder, onClose }: { workOrder: WorkOrderDetail; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const client = useQueryClient()
  const navigate = useNavigate()
  const undone = (workOrder.tasks ?? []).filter(({ status }) => status !== 'done')
  const [carried, setCarried] = useState<ReadonlySet<string>>(new Set(undone.map(({ id }) => id)))
  const form = useRecordForm({
    initial: {
      title: workOrder.title,
      description: null as string | null,
      priority: (workOrder.priority ?? 'medium') as Priority,
      assigneeId: workOrder.assigneeId ?? null,
      crewId: workOrder.crewId ?? null,
      dueAt: null as string | null,
      approve: may('work_orders:approve'),
    },
    draft: `follow:${workOrder.id}`,
    save: (values) =>
      followUpWorkOrder({
        path: { work_order_id: workOrder.id },
        body: {
          ...values,
          tasks: undone
            .filter(({ id }) => carried.has(id))
            .map(({ title, taskCodeId, assetId, instructions, required, estimatedHours }) => ({ title, taskCodeId, assetId, instructions, required: required ?? true, estimatedHours })),
        },
      }),
    onSaved: (made) => {
      tell(t('detail.follow.made', { number: numberOf(made) }))
      void readAnew(client, TOUCHED)
      onClose()
      void navigate({ to: '/work-orders/$workOrderId', params: { workOrderId: made.id } })
    },
  })
  return (
    <Dialog open side onClose={onClose} title={t('detail.followUp')} about={t('detail.follow.about', { number: numberOf(workOrder) })}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="title" label={t('detail.title')} required maxLength={300} autoFocus />
        <TextArea name="description" label={t('detail.description')} />
        {undone.length > 0 && (
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t('detail.follow.tasks')}</legend>
            {undone.map(({ id, title }) => (
              <label key={id} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={carried.has(id)}
                  onChange={(event) => setCarried(new Set(event.target.checked ? [...carried, id] : [...carried].filter((each) => each !== id)))}
                />
                <span className="min-w-0 break-words">{title}</span>
              </label>
            ))}
          </fieldset>
        )}
        <SelectField name="priority" label={t('detail.priority')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
        <RecordField name="assigneeId" kind="staff" within={{ active: true }} label={t('detail.assignee')} />
        {!household && <RecordField name="crewId" kind="crew" label={t('detail.crew')} />}
        <DateTimeField name="dueAt" label={t('detail.due')} />
        {may('work_orders:approve') && <CheckField name="approve" label={t('detail.follow.approve')} />}
        <FormActions form={form} verb={t('detail.follow.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
