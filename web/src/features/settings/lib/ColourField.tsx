import { Controller, get, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/form'
import { Button } from '@/ui/button'

/** A colour as `#rrggbb`, picked or typed; null for none. */
export function ColourField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const { t } = useTranslation('settings')
  const { control, formState } = useFormContext()
  const error = get(formState.errors, name) as { message?: string } | undefined
  return (
    <Field label={label} hint={hint} error={error && (error.message || t('common:fieldWrong'))}>
      {(ids) => (
        <Controller
          control={control}
          name={name}
          rules={{ validate: (value: unknown) => !value || /^#[0-9a-f]{6}$/i.test(String(value)) || t('colour.wrong') }}
          render={({ field }) => {
            const value = (field.value as string | null) ?? ''
            return (
              <div className="flex items-center gap-2">
                <input
                  type="color"
                  aria-label={t('colour.pick')}
                  value={/^#[0-9a-f]{6}$/i.test(value) ? value : t('colourExample')}
                  onChange={(event) => field.onChange(event.target.value)}
                  className="size-8 shrink-0 cursor-pointer rounded-md border border-edge bg-raised p-0.5 pointer-coarse:size-11"
                />
                <input
                  {...ids}
                  ref={field.ref}
                  className="control w-32! font-mono"
                  placeholder={t('colourExample')}
                  value={value}
                  onBlur={field.onBlur}
                  onChange={(event) => field.onChange(event.target.value || null)}
                />
                {value && (
                  <Button look="quiet" onClick={() => field.onChange(null)}>
                    {t('colour.none')}
                  </Button>
                )}
              </div>
            )
          }}
        />
      )}
    </Field>
  )
}
