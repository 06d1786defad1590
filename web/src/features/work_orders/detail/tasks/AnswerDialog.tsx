import type { TaskStatus, WorkOrderTask } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Form, FormActions, SelectField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

interface Props {
  task: WorkOrderTask
  status: TaskStatus
  onClose: () => void
  onGive: (status: TaskStatus, result: string | null) => void
}

/** An answer with words: what came out, or why not. */
export function AnswerDialog({ task, status, onClose, onGive }: Props) {
  const { t } = useTranslation('workOrders')
  const form = useRecordForm({
    initial: { status, result: task.result ?? null },
    save: async (values) => onGive(values.status, values.result),
    onSaved: onClose,
    draft: `answer:${task.id}`,
  })
  return (
    <Dialog open onClose={onClose} size="sm" title={t('task.answer')} about={task.title}>
      <Form form={form} className="flex flex-col gap-3">
        <SelectField name="status" label={t('task.outcome')} options={(['done', 'failed', 'skipped'] as const).map((value) => ({ value, label: t(`task.status.${value}`) }))} />
        <TextArea name="result" label={t('task.resultLabel')} autoFocus />
        <FormActions form={form} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
