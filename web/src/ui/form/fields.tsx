/** Fields of a form. Each finds its value and its fault by `name` in the form around it. */
import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { Controller, get, type RegisterOptions, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { currency, instantOf, wallOf } from '@/lib/format'
import { RecordPicker, type RecordPickerProps } from '../picker'

interface Common {
  name: string
  label: string
  hint?: ReactNode
  required?: boolean
  className?: string
}

/** Label, control, hint and fault in their order, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  required,
  className,
  children,
  group = false,
}: {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  required?: boolean | undefined
  className?: string | undefined
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode
  /** The control is several controls: the label names their group. */
  group?: boolean
}) {
  const id = useId()
  const { t } = useTranslation()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const Label = group ? 'span' : 'label'
  return (
    <div className={clsx('min-w-0', className)} {...(group && { role: 'group', 'aria-labelledby': `${id}-label` })}>
      <Label id={`${id}-label`} {...(!group && { htmlFor: id })} className="mb-1 block text-sm font-medium">
        {label}
        {required && (
          <span className="ml-1 text-xs font-normal text-muted">({t('required')})</span>
        )}
      </Label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

function useField(name: string, required: boolean | undefined) {
  const { t } = useTranslation()
  const form = useFormContext()
  const error = get(form.formState.errors, name) as { message?: string } | undefined
  const rules: RegisterOptions = required ? { required: t('fieldRequired') } : {}
  return { form, error: error && (error.message || t('fieldWrong')), rules }
}

type TextProps = Common & Omit<ComponentProps<'input'>, keyof Common>

export function TextField({ name, label, hint, required, className, ...input }: TextProps) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          {...input}
          {...form.register(name, { ...rules, setValueAs: (value: unknown) => (value === '' && !required ? null : value) })}
        />
      )}
    </Field>
  )
}

export function TextArea({ name, label, hint, required, className, ...area }: Common & Omit<ComponentProps<'textarea'>, keyof Common>) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          className="control field-sizing-content h-auto min-h-16 py-1.5"
          {...area}
          {...form.register(name, { ...rules, setValueAs: (value: unknown) => (value === '' && !required ? null : value) })}
        />
      )}
    </Field>
  )
}

interface NumberProps extends Common {
  min?: number
  max?: number
  step?: number
  /** Shown behind the number. */
  unit?: string
  /** The API wants this number as a JSON number; otherwise it is a decimal written as text. */
  asNumber?: boolean
  placeholder?: string
}

/** Decimals travel as text, so that no digit is lost. */
export function NumberField({ name, label, hint, required, className, unit, asNumber, ...limits }: NumberProps) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <div className="relative">
          <input
            {...ids}
            type="number"
            inputMode="decimal"
            step="any"
            className={clsx('control', unit && 'pr-12')}
            {...limits}
            {...form.register(name, {
              ...rules,
              setValueAs: (value: unknown) =>
                value === '' || value === null || value === undefined ? null : asNumber ? Number(value) : String(value),
            })}
          />
          {unit && <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-sm text-muted">{unit}</span>}
        </div>
      )}
    </Field>
  )
}

export function MoneyField(props: Omit<NumberProps, 'unit' | 'asNumber'>) {
  return <NumberField {...props} min={props.min ?? 0} unit={currency()} />
}

/** A local date, `2026-03-12` or null. */
export function DateField({ name, label, hint, required, className }: Common) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <input {...ids} type="date" className="control" {...form.register(name, { ...rules, setValueAs: (value: string) => value || null })} />
      )}
    </Field>
  )
}

/** An instant, kept as ISO 8601 in UTC, shown on the tenant's clock. */
export function DateTimeField({ name, label, hint, required, className }: Common) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <Controller
          control={form.control}
          name={name}
          rules={rules}
          render={({ field }) => (
            <input
              {...ids}
              type="datetime-local"
              className="control"
              ref={field.ref}
              value={wallOf(field.value as string | null)}
              onBlur={field.onBlur}
              onChange={(event) => field.onChange(event.target.value ? instantOf(event.target.value) : null)}
            />
          )}
        />
      )}
    </Field>
  )
}

export interface Choice {
  value: string
  label: string
}

/** One of a few. `empty` names the choice of none. */
export function SelectField({ name, label, hint, required, className, options, empty }: Common & { options: Choice[]; empty?: string }) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <select {...ids} className="control" {...form.register(name, { ...rules, setValueAs: (value: unknown) => (value === '' ? null : value) })}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function CheckField({ name, label, hint, className }: Common) {
  const { form, error } = useField(name, false)
  const id = useId()
  return (
    <div className={className}>
      <label className="flex min-h-8 items-start gap-2 py-1.5 pointer-coarse:min-h-11">
        <input type="checkbox" aria-describedby={hint ? id : undefined} className="mt-0.5 size-4 accent-(--accent)" {...form.register(name)} />
        <span>
          {label}
          {hint && (
            <span id={id} className="block text-xs text-muted">
              {hint}
            </span>
          )}
        </span>
      </label>
      {error && <p role="alert" className="text-sm text-bad">{error}</p>}
    </div>
  )
}

/** A record chosen by searching for it: its id, or with `many` an array of ids. */
export function RecordField({ name, label, hint, required, className, ...picker }: Common & Omit<RecordPickerProps, 'value' | 'onChange' | 'ids'>) {
  const { form, error, rules } = useField(name, required)
  return (
    <Field {...{ label, hint, error, required, className }}>
      {(ids) => (
        <Controller
          control={form.control}
          name={name}
          rules={rules}
          render={({ field }) => <RecordPicker {...picker} ids={ids} value={field.value as never} onChange={field.onChange} />}
        />
      )}
    </Field>
  )
}
