import { type CustomField, getWorkOrder, updateWorkOrder, type WorkOrderDetail, type WorkOrderPatch } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { CustomFields, customPatch, customValues, useCustomFields } from '@/ui/custom'
import { DateTimeField, Form, FormActions, MoneyField, NumberField, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { ChangedMeanwhile } from './ChangedMeanwhile'
import { useDescribe } from './describe'
import { takesChange } from './rules'
import { numberOf, TOUCHED } from './useWorkOrder'

const FIELDS = [
  'title', 'description', 'priority', 'kind', 'siteId', 'locationId', 'assigneeId', 'crewId', 'dueAt', 'scheduledStart', 'scheduledEnd', 'estimatedHours', 'estimatedCost', 'glCodeId',
  'problemCodeId', 'causeCodeId', 'remedyCodeId', 'reference', 'custom',
] as const satisfies ReadonlyArray<keyof WorkOrderPatch>
type Field = (typeof FIELDS)[number]
export type EditValues = Pick<WorkOrderDetail, Field>

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const

function valuesOf(workOrder: WorkOrderDetail, fields: CustomField[]): EditValues {
  const values = Object.fromEntries(FIELDS.map((name) => [name, workOrder[name] ?? null])) as unknown as EditValues
  const { estimatedHours } = workOrder
  return { ...values, custom: customValues(fields, workOrder.custom), estimatedHours: estimatedHours ? String(Number(estimatedHours)) : null }
}

/** Everything about a work order in one form. What somebody else changes meanwhile is said, and merged when it is saved. */
export function EditSheet({ workOrder, onClose }: { workOrder: WorkOrderDetail; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const client = useQueryClient()
  const { fields } = useCustomFields('work_order')
  // The form begins with what was read when it opened, and is saved against that version.
  const [opened] = useState(workOrder)
  const [base] = useState({ version: workOrder.version, custom: workOrder.custom })
  const form = useRecordForm<EditValues, unknown>({
    initial: valuesOf(opened, fields),
    draft: `work_order:${workOrder.id}`,
    latest: async () => {
      const now = await getWorkOrder({ path: { work_order_id: workOrder.id } })
      Object.assign(base, { version: now.version, custom: now.custom })
      return valuesOf(now, fields)
    },
    save: (_values, { custom, ...changed }) => {
      const own = custom && customPatch(base.custom, custom)
      const body = { ...changed, ...(own && Object.keys(own).length > 0 && { custom: own }) } as WorkOrderPatch
      return updateWorkOrder({ path: { work_order_id: workOrder.id }, body, headers: ifMatch(base.version) })
    },
    onSaved: () => {
      tell(t('detail.saved'))
      void readAnew(client, TOUCHED)
      onClose()
    },
  })
  const can = (field: Field) => takesChange(opened, field)
  const siteId = form.watch('siteId')
  return (
    <Dialog open side size="lg" onClose={onClose} title={t('detail.edit', { number: numberOf(workOrder) })}>
      <ChangedMeanwhile id={workOrder.id} />
      <Form form={form} describe={useDescribe(form.clash)} className="grid gap-4 sm:grid-cols-2">
        {can('title') && <TextField name="title" label={t('detail.title')} required maxLength={300} className="sm:col-span-2" />}
        {can('description') && <TextArea name="description" label={t('detail.description')} rows={4} className="sm:col-span-2" />}
        {can('priority') && <SelectField name="priority" label={t('detail.priority')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />}
        {can('kind') && <SelectField name="kind" label={t('detail.kind')} options={KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) }))} />}
        {can('assigneeId') && <RecordField name="assigneeId" kind="staff" within={{ active: true }} label={t('detail.assignee')} />}
        {can('crewId') && !household && <RecordField name="crewId" kind="crew" label={t('detail.crew')} />}
        {can('dueAt') && <DateTimeField name="dueAt" label={t('detail.due')} />}
        {can('scheduledStart') && <DateTimeField name="scheduledStart" label={t('detail.plannedStart')} className="sm:col-start-1" />}
        {can('scheduledEnd') && <DateTimeField name="scheduledEnd" label={t('detail.plannedEnd')} />}
        {can('siteId') && <RecordField name="siteId" kind="site" label={t('detail.site')} />}
        {can('locationId') && <RecordField name="locationId" kind="location" label={t('detail.location')} {...(siteId && { within: { siteId: [siteId] } })} />}
        {can('estimatedHours') && <NumberField name="estimatedHours" label={t('detail.estimatedHours')} min={0} unit={t('detail.hoursUnit')} />}
        {can('estimatedCost') && may('costs:read') && <MoneyField name="estimatedCost" label={t('detail.estimatedCost')} />}
        {can('glCodeId') && !household && <RecordField name="glCodeId" kind="glCode" within={{ active: true }} label={t('detail.glCode')} />}
        {can('problemCodeId') && <RecordField name="problemCodeId" kind="failureCode" within={{ kind: ['problem'], active: true }} label={t('detail.problem')} />}
        {can('causeCodeId') && <RecordField name="causeCodeId" kind="failureCode" within={{ kind: ['cause'], active: true }} label={t('detail.cause')} />}
        {can('remedyCodeId') && <RecordField name="remedyCodeId" kind="failureCode" within={{ kind: ['remedy'], active: true }} label={t('detail.remedy')} />}
        <TextField name="reference" label={t('detail.reference')} maxLength={100} />
        <CustomFields entity="work_order" className="grid gap-4 border-t pt-4 sm:col-span-2 sm:grid-cols-2" />
        <div className="sm:col-span-2">
          <FormActions form={form} onCancel={onClose} />
        </div>
      </Form>
    </Dialog>
  )
}
