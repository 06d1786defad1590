import type { Permission } from '@fettle/client'
import { Controller, get, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { grouped } from '../permissions/groups'
import { usePermissions, useSentence } from '../permissions/usePermissions'

/** Which of one's own permissions are handed on. */
export function PermissionField({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation('keys')
  const { me } = useAccount()
  const { control, formState } = useFormContext()
  const { data = [] } = usePermissions()
  const mine = new Set(me.permissions)
  const own = data.filter(({ code }) => mine.has(code))
  const error = get(formState.errors, name) as { message?: string } | undefined
  return (
    <Field label={label} required group error={error && (error.message || t('common:fieldRequired'))}>
      {() => (
        <Controller
          control={control}
          name={name}
          rules={{ validate: (value: string[]) => value.length > 0 || t('common:fieldRequired') }}
          render={({ field }) => <Choices own={own} chosen={field.value as string[]} onChange={field.onChange} />}
        />
      )}
    </Field>
  )
}

function Choices({ own, chosen, onChange }: { own: Permission[]; chosen: string[]; onChange: (next: string[]) => void }) {
  const { t } = useTranslation('keys')
  const sentence = useSentence()
  const has = new Set(chosen)
  const codes = own.map(({ code }) => code)
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => onChange(codes.filter((code) => code.endsWith(':read')))}>{t('onlyLook')}</Button>
        <Button size="sm" onClick={() => onChange(codes)}>{t('allOfMine')}</Button>
        <Button size="sm" look="quiet" onClick={() => onChange([])}>{t('common:none')}</Button>
        <span className="ml-auto text-sm text-muted" role="status">{t('chosen', { count: chosen.length })}</span>
      </div>
      <div className="max-h-72 overflow-y-auto rounded-md border" tabIndex={0} role="region" aria-label={t('permissions')}>
        {grouped(own).map(({ key, permissions }) => (
          <fieldset key={key} className="border-b px-3 py-2 last:border-b-0">
            <legend className="float-left mb-1 w-full text-sm font-semibold">{t(`settings:permissionGroup.${key}`)}</legend>
            <div className="clear-both">
              {permissions.map(({ code, sentence: said }) => (
                <label key={code} className="flex min-h-7 items-start gap-2 py-0.5 text-sm pointer-coarse:min-h-11">
                  <input
                    type="checkbox"
                    className="mt-0.5 size-4 shrink-0 accent-(--accent)"
                    checked={has.has(code)}
                    onChange={() => onChange(has.has(code) ? chosen.filter((each) => each !== code) : [...chosen, code])}
                  />
                  <span>
                    {sentence(code, said)} <span className="font-mono text-xs text-muted">{code}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </>
  )
}
