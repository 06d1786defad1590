import type { CustomEntity, CustomField } from '@fettle/client'
import { Controller, get, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { day, number } from '@/lib/format'
import { CheckField, DateField, Field, NumberField, SelectField, TextArea, TextField } from '../form'
import type { Fact } from '../page'
import { Facts } from '../page'
import { useCustomFields, type Values } from './definitions'

interface Props {
  entity: CustomEntity
  /** The type of an asset, whose own fields come too. */
  subtypeId?: string | null
  className?: string
}

/** The tenant's own fields inside a form, as an object under `name`. Nothing where there are none. */
export function CustomFields({ entity, name = 'custom', subtypeId, className }: Props & { name?: string }) {
  const { fields } = useCustomFields(entity, subtypeId)
  if (fields.length === 0) return null
  return (
    <div className={className ?? 'grid gap-4 sm:grid-cols-2'}>
      {fields.map((field) => <CustomInput key={field.key} field={field} name={`${name}.${field.key}`} />)}
    </div>
  )
}

/** The control of one custom field. */
export function CustomInput({ field, name }: { field: Pick<CustomField, 'label' | 'type' | 'required' | 'options'>; name: string }) {
  const common = { name, label: field.label, required: field.required ?? false }
  switch (field.type) {
    case 'number':
      return <NumberField {...common} asNumber />
    case 'boolean':
      return <CheckField name={name} label={field.label} />
    case 'date':
      return <DateField {...common} />
    case 'url':
      return <TextField {...common} type="url" placeholder="https://" />
    case 'choice':
      return <SelectField {...common} empty="–" options={(field.options ?? []).map((value) => ({ value, label: value }))} />
    case 'choices':
      return <Choices {...common} options={field.options ?? []} />
    default:
      return <TextArea {...common} rows={1} maxLength={4000} className="min-h-8" />
  }
}

function Choices({ name, label, required, options }: { name: string; label: string; required: boolean; options: string[] }) {
  const { t } = useTranslation()
  const form = useFormContext()
  const error = get(form.formState.errors, name) as { message?: string } | undefined
  return (
    <Field label={label} required={required} group error={error && (error.message || t('fieldWrong'))}>
      {() => (
        <Controller
          control={form.control}
          name={name}
          rules={required ? { validate: (value) => (Array.isArray(value) && value.length > 0) || t('fieldRequired') } : {}}
          render={({ field }) => {
            const chosen = Array.isArray(field.value) ? (field.value as string[]) : []
            return (
              <div className="flex flex-wrap gap-x-4">
                {options.map((option) => (
                  <label key={option} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={chosen.includes(option)}
                      onBlur={field.onBlur}
                      onChange={(event) => field.onChange(options.filter((each) => (each === option ? event.target.checked : chosen.includes(each))))}
                    />
                    {option}
                  </label>
                ))}
              </div>
            )
          }}
        />
      )}
    </Field>
  )
}

/** Custom values as facts, to stand among others. */
export function useCustomFacts(entity: CustomEntity, values: Values | undefined, subtypeId?: string | null): Fact[] {
  const { t } = useTranslation()
  const { fields } = useCustomFields(entity, subtypeId)
  return fields.map((field) => ({ label: field.label, value: shown(field, values?.[field.key], t) }))
}

export function CustomFacts({ entity, values, subtypeId, wide }: Omit<Props, 'className'> & { values: Values | undefined; wide?: boolean }) {
  const facts = useCustomFacts(entity, values, subtypeId)
  return facts.some(({ value }) => value !== '') ? <Facts facts={facts} wide={wide ?? false} /> : null
}

function shown(field: CustomField, value: unknown, t: (key: 'yes' | 'no') => string) {
  if (value === null || value === undefined) return ''
  switch (field.type) {
    case 'boolean':
      return t(value ? 'yes' : 'no')
    case 'number':
      return number(value as number, 6)
    case 'date':
      return day(String(value))
    case 'choices':
      return (value as string[]).join(', ')
    case 'url':
      return (
        <a href={String(value)} target="_blank" rel="noreferrer" className="link break-all">
          {String(value).replace(/^https?:\/\//, '')}
        </a>
      )
    default:
      return <span className="whitespace-pre-line">{String(value)}</span>
  }
}

/** One custom value, for the cell of a table. */
export function CustomValue({ field, value }: { field: CustomField; value: unknown }) {
  const { t } = useTranslation()
  return <>{shown(field, value, t)}</>
}
