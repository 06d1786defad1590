import { useTranslation } from 'react-i18next'
import { Form, FormActions, TextField } from '@/ui/form'
import { ColourField } from '../lib/ColourField'
import { LookPreview } from './LookPreview'
import { useTenantForm } from './useTenantForm'

/** The colour and logo, with what they come to in light and dark. */
export function Look() {
  const { t } = useTranslation('settings')
  const form = useTenantForm(
    'look',
    ({ branding }) => ({ branding: { colour: branding.colour ?? null, logoUrl: branding.logoUrl ?? null } }),
    ({ branding }) => ({ branding }),
  )
  const { colour, logoUrl } = form.watch('branding')
  return (
    <div className="grid max-w-4xl gap-6 lg:grid-cols-2">
      <Form form={form} className="flex flex-col gap-4">
        <ColourField name="branding.colour" label={t('look.colour')} hint={t('look.colourHint')} />
        <TextField name="branding.logoUrl" label={t('look.logo')} hint={t('look.logoHint')} type="url" placeholder="https://" />
        <FormActions form={form} />
      </Form>
      <LookPreview colour={colour} logoUrl={logoUrl} />
    </div>
  )
}
