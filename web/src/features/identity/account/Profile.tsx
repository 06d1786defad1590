import { getMe, updateMe } from '@fettle/client'
import type { Me } from '@fettle/client'
import { getMeQueryKey } from '@fettle/client/queries'
import { useQueryClient } from '@tanstack/react-query'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { chooseTheme, type Theme, useTheme } from '@/app/theme'
import { ifMatch } from '@/lib/api'
import { LANGUAGES, speak } from '@/lib/words'
import { Field, Form, FormActions, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Facts, Panel } from '@/ui/page'
import { Segments } from '@/ui/tabs'
import { tell } from '@/ui/toast'

const THEMES: Array<{ value: Theme; Icon: typeof Sun }> = [
  { value: 'system', Icon: Monitor },
  { value: 'light', Icon: Sun },
  { value: 'dark', Icon: Moon },
]
const valuesOf = ({ name, locale }: Me) => ({ name, language: locale.slice(0, 2) })

/** What a person is called, in which language and light they work. */
export function Profile() {
  const { t, i18n } = useTranslation('identity')
  const { me, tenant } = useAccount()
  const theme = useTheme()
  const client = useQueryClient()
  let version = me.version
  const form = useRecordForm<ReturnType<typeof valuesOf>, Me>({
    initial: valuesOf(me),
    draft: 'account',
    save: (_, { name, language }) => updateMe({ body: { ...(name && { name }), ...(language && { locale: language }) }, headers: ifMatch(version) }),
    latest: async () => {
      const now = await getMe()
      version = now.version
      return valuesOf(now)
    },
    onSaved: async (saved) => {
      await speak(saved.locale)
      client.setQueryData(getMeQueryKey(), saved)
      tell(i18n.t('identity:account.saved'))
    },
  })
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <Form form={form} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="name" label={t('name')} autoComplete="name" required />
          <SelectField name="language" label={t('account.language')} options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} required />
        </div>
        <FormActions form={form} />
      </Form>
      <Field label={t('account.theme')} hint={t('account.themeHint')} group>
        {() => (
          <Segments
            label={t('account.theme')}
            value={theme}
            onChange={chooseTheme}
            options={THEMES.map(({ value, Icon }) => ({ value, label: t(`common:theme.${value}`), icon: <Icon aria-hidden className="size-4" /> }))}
          />
        )}
      </Field>
      <Panel title={t('account.here', { tenant: tenant.name })}>
        <Facts
          facts={[
            { label: t('email'), value: me.email },
            { label: t('account.role'), value: t(`settings:builtInRole.${me.tenant.role}`, { defaultValue: me.tenant.role }) },
            { label: t('settings:reach.label'), value: me.siteScope ? t('settings:reach.count', { count: me.siteScope.length }) : t('settings:reach.all') },
          ]}
        />
      </Panel>
    </div>
  )
}
