import type { CompletionBody, WorkOrderDetail } from '@fettle/client'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { DateTimeField, Form, FormActions, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { unanswered } from '../rules'
import { numberOf } from '../useWorkOrder'

interface Props {
  workOrder: WorkOrderDetail
  onClose: () => void
  onGive: (said: CompletionBody) => Promise<unknown>
  /** Leads to a task that is still to be answered. */
  onTask: (id: string) => void
}

/** Completing: what was found and done; before that, the required tasks that nobody has answered. */
export function CompleteDialog({ workOrder, onClose, onGive, onTask }: Props) {
  const { t } = useTranslation('workOrders')
  const missing = unanswered(workOrder.tasks)
  const title = t('detail.complete.title', { number: numberOf(workOrder) })
  if (missing.length === 0) return <Completion {...{ workOrder, onClose, onGive, title }} />
  return (
    <Dialog open onClose={onClose} title={title} footer={<Button onClick={onClose}>{t('common:close')}</Button>}>
      <p className="mb-2 flex items-start gap-2 text-bad">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t('detail.complete.unanswered', { count: missing.length })}
      </p>
      <ul className="flex flex-col gap-1">
        {missing.map((task) => (
          <li key={task.id}>
            <button type="button" className="link min-h-[24px] text-left" onClick={() => onTask(task.id)}>{task.title}</button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Completion({ workOrder, onClose, onGive, title }: Omit<Props, 'onTask'> & { title: string }) {
  const { t } = useTranslation('workOrders')
  const { problemCodeId = null, causeCodeId = null, remedyCodeId = null, kind } = workOrder
  const repairs = kind === 'corrective' || kind === 'request' || kind === 'contract' || problemCodeId !== null
  const form = useRecordForm({
    initial: { note: null as string | null, completedAt: null as string | null, problemCodeId, causeCodeId, remedyCodeId },
    // What is left empty stays as it is; null would wipe the codes that stand already.
    save: (values) => onGive(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))),
    draft: `complete:${workOrder.id}`,
  })
  return (
    <Dialog open onClose={onClose} title={title} about={t('detail.complete.about')}>
      <Form form={form} className="grid gap-3 sm:grid-cols-2">
        <TextArea name="note" label={t('detail.note')} autoFocus className="sm:col-span-2" />
        {repairs && (
          <>
            <RecordField name="problemCodeId" kind="failureCode" within={{ kind: ['problem'], active: true }} label={t('detail.problem')} />
            <RecordField name="causeCodeId" kind="failureCode" within={{ kind: ['cause'], active: true }} label={t('detail.cause')} />
            <RecordField name="remedyCodeId" kind="failureCode" within={{ kind: ['remedy'], active: true }} label={t('detail.remedy')} />
          </>
        )}
        <DateTimeField name="completedAt" label={t('detail.complete.when')} hint={t('detail.complete.whenHelp')} />
        <div className="sm:col-span-2"><FormActions form={form} verb={t('common:verb.complete')} onCancel={onClose} /></div>
      </Form>
    </Dialog>
  )
}
