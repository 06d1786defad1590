import type { CustomField } from '@fettle/client'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { CustomInput, CustomValue } from '@/ui/custom'

type Shown = Pick<CustomField, 'label' | 'type' | 'required' | 'options' | 'inLists'>

/** The field as it will look in a form, to be tried out; and its value in a list, where it is shown in lists. */
export function Preview({ field }: { field: Shown }) {
  const { t } = useTranslation('reference')
  const form = useForm<Record<string, unknown>>()
  const label = field.label || t('custom.unnamed')
  const name = `preview_${field.type}`
  const value = form.watch(name)
  return (
    <section aria-label={t('custom.preview')} className="h-fit rounded-lg border border-dashed bg-paper p-4 md:sticky md:top-0">
      <h3 className="mb-3 text-sm text-muted">{t('custom.preview')}</h3>
      <FormProvider {...form}>
        <CustomInput key={field.type} field={{ ...field, label }} name={name} />
      </FormProvider>
      {field.inLists && (
        <div className="mt-4 text-sm">
          <p className="border-b pb-1 text-xs text-muted">{label}</p>
          <p className="min-h-7 pt-1">{value === undefined || value === null || value === '' ? '–' : <CustomValue field={field as CustomField} value={value} />}</p>
        </div>
      )}
    </section>
  )
}
