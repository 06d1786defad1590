import { createWorkOrderTemplate, getWorkOrderTemplate, updateWorkOrderTemplate } from '@fettle/client'
import type { Priority, TemplateBody, WorkKind, WorkOrderTemplate } from '@fettle/client'
import { getWorkOrderTemplateOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Form, FormActions, NumberField, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import { Sheet } from '../lib/Sheet'
import { MaterialRows, type MaterialValues } from './MaterialRows'
import { TaskRows, type TaskValues } from './TaskRows'
import { TemplateFacts } from './TemplateFacts'

const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const satisfies WorkKind[]
const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const satisfies Priority[]

/** Makes or edits a template: what a work order made from it begins with. */
export function TemplateSheet({ id, onClose, writes }: { id: string; onClose: () => void; writes: boolean }) {
  const { t } = useTranslation('reference')
  const fresh = id === 'new'
  const query = useQuery({ ...getWorkOrderTemplateOptions({ path: { template_id: id } }), enabled: !fresh })
  return (
    <Sheet<WorkOrderTemplate> size="lg" title={fresh ? t('template.new') : (query.data?.name ?? t('template.title'))} onClose={onClose} {...(!fresh && { query })}>
      {(template) => (writes ? <TemplateForm key={id} template={template} onClose={onClose} /> : template && <TemplateFacts template={template} />)}
    </Sheet>
  )
}

const valuesOf = (template: WorkOrderTemplate | undefined) => ({
  name: template?.name ?? '',
  title: template?.title ?? '',
  description: template?.description ?? null,
  kind: template?.kind ?? ('corrective' as WorkKind),
  priority: template?.priority ?? ('medium' as Priority),
  estimatedHours: template?.estimatedHours ?? null,
  glCodeId: template?.glCodeId ?? null,
  tasks: (template?.tasks ?? []).map(
    ({ title, taskCodeId, instructions, required, estimatedHours }): TaskValues => ({
      title: title ?? null,
      taskCodeId: taskCodeId ?? null,
      instructions: instructions ?? null,
      required: required ?? true,
      estimatedHours: estimatedHours ?? null,
    }),
  ),
  plannedMaterials: (template?.plannedMaterials ?? []).map(
    ({ item, quantity, unit, partNumber }): MaterialValues => ({ item, quantity: quantity ?? '1', unit: unit ?? 'each', partNumber: partNumber ?? null }),
  ),
})
type Values = ReturnType<typeof valuesOf>

function TemplateForm({ template, onClose }: { template: WorkOrderTemplate | undefined; onClose: () => void }) {
  const { t } = useTranslation('reference')
  const client = useQueryClient()
  let version = template?.version
  const form = useRecordForm<Values, WorkOrderTemplate>({
    initial: valuesOf(template),
    draft: `template:${template?.id ?? 'new'}`,
    save: (values, changed) => {
      const sent = template ? changed : values
      const body = { ...sent, ...(sent.plannedMaterials && { plannedMaterials: sent.plannedMaterials.map((each) => ({ ...each, quantity: Number(each.quantity) })) }) }
      return template
        ? updateWorkOrderTemplate({ path: { template_id: template.id }, body: body as never, headers: ifMatch(version) })
        : createWorkOrderTemplate({ body: body as TemplateBody })
    },
    ...(template && {
      latest: async () => {
        const now = await getWorkOrderTemplate({ path: { template_id: template.id } })
        version = now.version
        return valuesOf(now)
      },
    }),
    onSaved: ({ name }) => {
      tell(t('saved', { name }))
      void readAnew(client, ['Template'])
      onClose()
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      <TextField name="name" label={t('template.name')} hint={t('template.nameHint')} required autoFocus={!template} />
      <TextField name="title" label={t('template.titleOf')} required />
      <TextArea name="description" label={t('template.description')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField name="kind" label={t('template.kind')} options={KINDS.map((kind) => ({ value: kind, label: t(`common:kind.${kind}`) }))} />
        <SelectField name="priority" label={t('template.priority')} options={PRIORITIES.map((priority) => ({ value: priority, label: t(`common:priority.${priority}`) }))} />
        <NumberField name="estimatedHours" label={t('template.estimate')} min={0} unit={t('template.hoursUnit')} />
        <RecordField name="glCodeId" label={t('glCode')} kind="glCode" within={{ active: true }} />
      </div>
      <TaskRows />
      <MaterialRows />
      <FormActions form={form} onCancel={onClose} />
    </Form>
  )
}
