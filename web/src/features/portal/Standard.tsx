import { getPortalSettings, updatePortalSettings } from '@fettle/client'
import { getPortalSettingsOptions } from '@fettle/client/queries'
import type { PortalSettings } from '@fettle/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { LANGUAGES } from '@/lib/words'
import { CheckField, Form, FormActions, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { tell } from '@/ui/toast'

const ASKS = ['no', 'optional', 'required'] as const

const valuesOf = ({ page = {}, staffNames }: PortalSettings) => ({
  title: page.title ?? null,
  greeting: page.greeting ?? null,
  askName: page.askName ?? 'optional',
  askEmail: page.askEmail ?? 'optional',
  askPhone: page.askPhone ?? 'no',
  photos: page.photos ?? true,
  showOpen: page.showOpen ?? true,
  language: page.language ?? null,
  taskCodeIds: page.taskCodeIds ?? [],
  staffNames: staffNames ?? false,
})

/** What all pages ask and show, unless one says otherwise. */
export function Standard() {
  const query = useQuery(getPortalSettingsOptions())
  return <Read query={query}>{(settings) => <Inside key={settings.version} settings={settings} />}</Read>
}

function Inside({ settings }: { settings: PortalSettings }) {
  const { t } = useTranslation('portal')
  const { may } = useAccount()
  const client = useQueryClient()
  let version = settings.version
  const form = useRecordForm({
    draft: 'portal:page',
    initial: valuesOf(settings),
    latest: async () => {
      const now = await getPortalSettings()
      version = now.version
      return valuesOf(now)
    },
    save: ({ staffNames, ...page }) => updatePortalSettings({ body: { staffNames, page: page as never }, headers: ifMatch(version) }),
    onSaved: () => {
      tell(t('saved'))
      void readAnew(client, ['Portal'])
    },
  })
  const asks = ASKS.map((value) => ({ value, label: t(`ask.${value}`) }))
  return (
    <Panel className="max-w-2xl">
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="title" label={t('field.title')} />
        <TextArea name="greeting" label={t('field.greeting')} />
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField name="askName" label={t('field.askName')} options={asks} />
          <SelectField name="askEmail" label={t('field.askEmail')} options={asks} />
          <SelectField name="askPhone" label={t('field.askPhone')} options={asks} />
        </div>
        <RecordField name="taskCodeIds" kind="taskCode" many label={t('field.categories')} hint={t('categoriesHint')} />
        <SelectField name="language" label={t('field.language')} empty={t('asBrowser')} options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
        <div>
          <CheckField name="photos" label={t('field.photos')} />
          <CheckField name="showOpen" label={t('field.showOpen')} hint={t('showOpenHint')} />
          <CheckField name="staffNames" label={t('field.staffNames')} />
        </div>
        {may('portal:write') && <FormActions form={form} />}
      </Form>
    </Panel>
  )
}
