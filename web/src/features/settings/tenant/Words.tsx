import i18n from 'i18next'
import type { Tenant } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Form, FormActions, TextField } from '@/ui/form'
import { useTenantForm } from './useTenantForm'

/** The nouns that a tenant may rename, one and many side by side. */
const NOUNS = [
  ['site', 'sites'], ['location', 'locations'], ['asset', 'assets'], ['work_order', 'work_orders'], ['work_request', 'work_requests'], ['task', 'tasks'], ['crew', 'crews'], ['staff'],
] as const
const ALL = NOUNS.flat()
const MENU = ['today', 'workOrders', 'requests', 'plans', 'assets', 'sites', 'logs', 'analysis'] as const

type Nouns = Record<string, string | null>

/** What the edition calls things in the language on the screen. */
function usual(edition: Tenant['edition']): Record<string, string> {
  const all = i18n.getResourceBundle(i18n.language, 'nouns') as Record<string, Record<string, string>> | undefined
  return all?.[edition] ?? {}
}

/** What things are called here; empty means as the edition calls them. */
export function Words() {
  const { t } = useTranslation('settings')
  const { tenant } = useAccount()
  const form = useTenantForm(
    'words',
    ({ vocabulary }): { vocabulary: Nouns } => ({ vocabulary: Object.fromEntries(ALL.map((noun) => [noun, vocabulary?.[noun] ?? null])) }),
    ({ vocabulary }) => ({ vocabulary }),
  )
  const defaults = usual(tenant.edition)
  const own = Object.fromEntries(Object.entries(form.watch('vocabulary')).filter(([, word]) => word)) as Record<string, string>
  const w = { ...defaults, ...own }
  return (
    <div className="grid max-w-4xl gap-6 lg:grid-cols-[minmax(0,1fr)_16rem]">
      <Form form={form} className="flex flex-col gap-3">
        <p className="text-muted">{t('words.about')}</p>
        {NOUNS.map((pair) => (
          <div key={pair[0]} className="grid grid-cols-2 gap-3">
            {pair.map((noun, at) => (
              <TextField
                key={noun}
                name={`vocabulary.${noun}`}
                label={pair.length === 1 ? defaults[noun]! : t(at === 0 ? 'words.one' : 'words.many', { noun: defaults[noun] })}
                placeholder={defaults[noun]}
                maxLength={60}
                autoComplete="off"
              />
            ))}
          </div>
        ))}
        <FormActions form={form} />
      </Form>
      <section aria-label={t('words.preview')} className="h-fit rounded-lg border border-dashed bg-paper p-4 lg:sticky lg:top-0">
        <h2 className="mb-2 text-sm text-muted">{t('words.preview')}</h2>
        <ul className="rounded-md border bg-sunken p-2">
          {MENU.map((place) => (
            <li key={place} className="truncate px-2 py-1 font-medium text-muted">
              {t(`common:nav.${place}`, { w })}
            </li>
          ))}
        </ul>
        <p className="mt-3 w-fit rounded-md bg-accent px-3 py-1 font-medium text-on-accent">{t('common:nav.create', { w })}</p>
        <p className="mt-3 text-sm">{t('words.sentence', { w })}</p>
      </section>
    </div>
  )
}
