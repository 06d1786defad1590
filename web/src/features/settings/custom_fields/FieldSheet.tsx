import { createCustomField, getCustomField, updateCustomField } from '@fettle/client'
import type { CustomEntity, CustomField, FieldType } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { CheckField, Form, FormActions, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import { Sheet } from '../lib/Sheet'
import { slugOf } from '../lib/slugs'
import { Preview } from './Preview'

export const TYPES = ['text', 'number', 'boolean', 'date', 'choice', 'choices', 'url'] as const satisfies FieldType[]

interface Props {
  entity: CustomEntity
  /** Left out for a new one. */
  field: CustomField | undefined
  /** Those that there are, for a free key and the next place. */
  others: CustomField[]
  onClose: () => void
}

/** Makes or edits a custom field, beside a preview of how it will look. What a field is of and holds is fixed once it is made. */
export function FieldSheet({ entity, field, others, onClose }: Props) {
  const { t } = useTranslation('reference')
  return (
    <Sheet title={field?.label ?? t('custom.new')} about={t(`custom.entity.${entity}`)} onClose={onClose} size="lg">
      {() => <FieldForm key={field?.id} entity={entity} field={field} others={others} onClose={onClose} />}
    </Sheet>
  )
}

const valuesOf = (field: CustomField | undefined) => ({
  label: field?.label ?? '',
  key: field?.key ?? '',
  type: field?.type ?? ('text' as FieldType),
  options: (field?.options ?? []).join('\n'),
  subtypeId: field?.subtypeId ?? null,
  required: field?.required ?? false,
  inLists: field?.inLists ?? false,
  filterable: field?.filterable ?? false,
})
type Values = ReturnType<typeof valuesOf>

export const optionsIn = (text: string | null): string[] => [...new Set((text ?? '').split('\n').map((line) => line.trim()).filter(Boolean))]
const choosing = (type: FieldType) => type === 'choice' || type === 'choices'

function FieldForm({ entity, field, others, onClose }: Props) {
  const { t } = useTranslation('reference')
  const client = useQueryClient()
  let version = field?.version
  const form = useRecordForm<Values, CustomField>({
    initial: valuesOf(field),
    draft: `custom-field:${field?.id ?? `new:${entity}`}`,
    save: ({ key, type, options, subtypeId, ...values }) => {
      const body = { ...values, options: choosing(type) ? optionsIn(options) : [], subtypeId }
      if (field) return updateCustomField({ path: { custom_field_id: field.id }, body, headers: ifMatch(version) })
      const position = Math.max(0, ...others.map((each) => each.position ?? 0)) + 10
      return createCustomField({ body: { ...body, entity, key, type, position } })
    },
    ...(field && {
      latest: async () => {
        const now = await getCustomField({ path: { custom_field_id: field.id } })
        version = now.version
        return valuesOf(now)
      },
    }),
    onSaved: ({ label }) => {
      tell(t('saved', { name: label }))
      void readAnew(client, ['CustomField'])
      onClose()
    },
  })
  const now = form.watch()
  const ownKey = useRef(!!field)
  useEffect(() => {
    if (!ownKey.current && !form.getFieldState('key').isDirty) form.setValue('key', now.label ? slugOf(now.label, others.map(({ key }) => key)) : '')
  }, [form, now.label, others])
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_15rem]">
      <Form form={form} className="flex min-w-0 flex-col gap-4">
        <TextField name="label" label={t('custom.label')} hint={t('custom.labelHint')} required autoFocus={!field} autoComplete="off" />
        {field ? (
          <p className="text-sm text-muted">{t('custom.fixed', { type: t(`custom.type.${field.type}`), key: field.key })}</p>
        ) : (
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField name="type" label={t('custom.typeOf')} options={TYPES.map((type) => ({ value: type, label: t(`custom.type.${type}`) }))} required />
            <TextField name="key" label={t('custom.key')} hint={t('custom.keyHint')} required autoComplete="off" spellCheck={false} />
          </div>
        )}
        {choosing(now.type) && <TextArea name="options" label={t('custom.options')} hint={t('custom.optionsHint')} rows={5} required />}
        {entity === 'asset' && <RecordField name="subtypeId" label={t('custom.subtype')} kind="assetType" hint={t('custom.subtypeHint')} />}
        <div>
          <CheckField name="required" label={t('custom.required')} hint={t('custom.requiredHint')} />
          <CheckField name="inLists" label={t('custom.inLists')} />
          <CheckField name="filterable" label={t('custom.filterable')} />
        </div>
        <FormActions form={form} onCancel={onClose} />
      </Form>
      <Preview field={{ label: now.label, type: now.type, required: now.required, options: optionsIn(now.options), inLists: now.inLists }} />
    </div>
  )
}
