import { addWorkOrderTask, getWorkOrder, updateWorkOrderTask, type WorkOrderDetail, type WorkOrderTask } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { CheckField, Form, FormActions, NumberField, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

const valuesOf = (task: WorkOrderTask | undefined) => ({
  title: task?.title ?? null,
  taskCodeId: null as string | null,
  assetId: task?.assetId ?? null,
  instructions: task?.instructions ?? null,
  required: task?.required ?? true,
  estimatedHours: task?.estimatedHours ?? null,
})

/** Everything about one task, of a new one or of one that is there. */
export function TaskSheet({ workOrder, task, onClose }: { workOrder: WorkOrderDetail; task: WorkOrderTask | undefined; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const client = useQueryClient()
  const { id, assets = [] } = workOrder
  let version = task?.version
  const form = useRecordForm({
    initial: valuesOf(task),
    draft: task ? `task:${task.id}` : `task:new:${id}`,
    save: (values, changed) => {
      if (!task) return addWorkOrderTask({ path: { work_order_id: id }, body: values })
      const { taskCodeId: _, title, ...rest } = changed
      return updateWorkOrderTask({ path: { work_order_id: id, task_id: task.id }, body: { ...rest, ...(title && { title }) } as never, headers: ifMatch(version) })
    },
    ...(task && {
      latest: async () => {
        const now = (await getWorkOrder({ path: { work_order_id: id } })).tasks?.find((each) => each.id === task.id)
        version = now?.version
        return valuesOf(now)
      },
    }),
    onSaved: () => {
      void readAnew(client, ['WorkOrderTask', 'getWorkOrder', 'WorkOrderHistory'])
      onClose()
    },
  })
  return (
    <Dialog open side onClose={onClose} title={t(task ? 'task.edit' : 'task.new')}>
      <Form form={form} className="flex flex-col gap-4">
        {!task && <RecordField name="taskCodeId" kind="taskCode" within={{ active: true }} label={t('task.code')} hint={t('task.codeHelp')} />}
        <TextField name="title" label={t('task.title')} required={!!task} maxLength={300} />
        <TextArea name="instructions" label={t('task.instructions')} rows={4} />
        {assets.length > 0 ? (
          <SelectField name="assetId" label={t('task.asset')} empty="–" options={assets.map(({ id: value, name }) => ({ value, label: name }))} />
        ) : (
          <RecordField name="assetId" kind="asset" label={t('task.asset')} {...(workOrder.siteId && { within: { siteId: [workOrder.siteId] } })} />
        )}
        <NumberField name="estimatedHours" label={t('task.estimate')} min={0} unit={t('detail.hoursUnit')} />
        <CheckField name="required" label={t('task.required')} hint={t('task.requiredHelp')} />
        <FormActions form={form} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
