import { approveWorkRequest, declineWorkRequest, mergeWorkRequest } from '@fettle/client'
import type { WorkRequest } from '@fettle/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listWorkRequestsOptions } from '@fettle/client/queries'
import { readAnew } from '@/lib/query'
import { DateTimeField, Field, Form, FormActions, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

interface Props {
  request: WorkRequest
  onClose: () => void
  onDone: () => void
}

const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const
const TOUCHED = ['WorkRequest', 'WorkOrder', 'Likely']

/** Makes a work order of it; everything that was said and sent goes with it. */
export function Approve({ request, onClose, onDone }: Props) {
  const { t } = useTranslation('requests')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: {
      title: request.title,
      priority: request.priority ?? 'medium',
      kind: 'corrective',
      assigneeId: null as string | null,
      crewId: null as string | null,
      dueAt: null as string | null,
      scheduledStart: null as string | null,
      note: null as string | null,
    },
    save: (values) => approveWorkRequest({ path: { request_id: request.id }, body: values as never }),
    onSaved: (order) => {
      tell(t('approve.done', { number: order.number }))
      void readAnew(client, TOUCHED)
      onDone()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('approve.title')} about={t('approve.about')} size="lg">
      <Form form={form}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="title" label={t('field.title')} required className="sm:col-span-2" />
          <RecordField name="assigneeId" kind="staff" label={t('field.assignee')} />
          <RecordField name="crewId" kind="crew" label={t('field.crew')} />
          <SelectField name="priority" label={t('field.priority')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
          <SelectField name="kind" label={t('field.kind')} options={KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) }))} />
          <DateTimeField name="dueAt" label={t('field.due')} />
          <DateTimeField name="scheduledStart" label={t('field.scheduled')} />
          <TextArea name="note" label={t('approve.note')} hint={t('noteHint')} className="sm:col-span-2" />
        </div>
        <FormActions form={form} verb={t('approve.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

export function Decline({ request, onClose, onDone }: Props) {
  const { t } = useTranslation('requests')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { reasonId: null as string | null, note: null as string | null },
    save: (values) => declineWorkRequest({ path: { request_id: request.id }, body: values }),
    onSaved: () => {
      tell(t('decline.done'))
      void readAnew(client, TOUCHED)
      onDone()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('decline.title')} about={t('decline.about')}>
      <Form form={form} className="flex flex-col gap-4">
        <RecordField name="reasonId" kind="reason" within={{ kind: ['decline'] }} label={t('decline.reason')} />
        <TextArea name="note" label={t('decline.note')} hint={t('noteHint')} />
        <FormActions form={form} verb={t('decline.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

export function Merge({ request, twin, onClose, onDone }: Props & { twin: string | null }) {
  const { t } = useTranslation('requests')
  const client = useQueryClient()
  const { data } = useQuery(listWorkRequestsOptions({ query: { limit: 100, status: ['new', 'approved'], ...(request.siteId && { siteId: [request.siteId] }) } }))
  const others = (data?.data ?? []).filter(({ id }) => id !== request.id)
  const form = useRecordForm({
    initial: { requestId: twin, note: null as string | null },
    save: ({ requestId, note }) => mergeWorkRequest({ path: { request_id: request.id }, body: { requestId: requestId!, note } }),
    onSaved: () => {
      tell(t('merge.done'))
      void readAnew(client, TOUCHED)
      onDone()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('merge.title')} about={t('merge.about')}>
      <Form form={form} className="flex flex-col gap-4">
        {twin && !others.some(({ id }) => id === twin) ? (
          <Field label={t('merge.into')}>{(ids) => <p {...{ id: ids.id }}>{t('merge.chosen')}</p>}</Field>
        ) : (
          <SelectField name="requestId" required label={t('merge.into')} empty={t('common:picker.choose')} options={others.map(({ id, number, title }) => ({ value: id, label: `WR-${number} ${title}` }))} />
        )}
        <TextArea name="note" label={t('merge.note')} hint={t('noteHint')} />
        <FormActions form={form} verb={t('merge.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
