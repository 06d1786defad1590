import { listWorkOrderTemplates } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { NumberField, RecordField, SelectField, TextArea, TextField } from '@/ui/form'
import { Materials } from './Materials'
import { Tasks } from './Tasks'
import type { PlanValues } from './values'

const KINDS = ['preventive', 'inspection', 'corrective', 'project', 'contract'] as const
const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const

/** The work order that the plan makes. */
export function Work() {
  const { t } = useTranslation('plans')
  const [name, templateId, description] = useWatch<PlanValues, ['name', 'work.templateId', 'work.description']>({ name: ['name', 'work.templateId', 'work.description'] })
  const { household } = useAccount()
  const template = useTemplate(templateId)
  const nothing = template ? t('work.asTemplate') : undefined
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <RecordField name="work.templateId" kind="template" label={t('field.template')} className="sm:col-span-2" {...(template && { hint: t('work.fromTemplate', { tasks: template.tasks?.length ?? 0, materials: template.plannedMaterials?.length ?? 0 }) })} />
        <TextField name="work.title" label={t('field.title')} placeholder={template?.title ?? name} className="sm:col-span-2" maxLength={300} />
        <SelectField name="work.kind" label={t('field.kind')} empty={nothing ?? t('common:kind.preventive')} options={KINDS.filter((kind) => template || kind !== 'preventive').map((value) => ({ value, label: t(`common:kind.${value}`) }))} />
        <SelectField name="work.priority" label={t('field.priority')} empty={nothing ?? t('common:priority.medium')} options={PRIORITIES.filter((each) => template || each !== 'medium').map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
        <NumberField name="work.estimatedHours" label={t('field.estimate')} unit="h" min={0} {...(template?.estimatedHours && { placeholder: template.estimatedHours })} />
        {!household && <RecordField name="work.glCodeId" kind="glCode" label={t('field.glCode')} />}
      </div>
      <Tasks />
      <details className="group" {...(description && { open: true })}>
        <summary className="w-fit text-sm text-accent">{t('work.more')}</summary>
        <div className="mt-3 flex flex-col gap-5">
          <TextArea name="work.description" label={t('field.description')} />
          <Materials />
        </div>
      </details>
    </div>
  )
}

function useTemplate(id: string | null) {
  const { data } = useQuery({
    queryKey: [{ _id: 'listWorkOrderTemplatesOfPlan' }],
    queryFn: () => listWorkOrderTemplates({ query: { limit: 200 } }),
    enabled: !!id,
    staleTime: 60_000,
  })
  return data?.data.find((template) => template.id === id)
}
