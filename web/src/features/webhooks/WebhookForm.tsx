import { createWebhook, getWebhook, updateWebhook } from '@fettle/client'
import type { Webhook } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { Problem } from '@fettle/kit/problems'
import { readAnew } from '@/lib/query'
import { CheckField, Form, FormActions, RecordField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { KINDS, typesIn } from './types'

interface Values {
  name: string
  url: string
  eventTypes: string
  siteIds: string[]
  includesCosts: boolean
  includesImports: boolean
}

const valuesOf = (webhook: Webhook): Values => ({
  name: webhook.name,
  url: webhook.url,
  eventTypes: webhook.eventTypes.join('\n'),
  siteIds: webhook.siteIds ?? [],
  includesCosts: webhook.includesCosts ?? false,
  includesImports: webhook.includesImports ?? false,
})
const EMPTY: Values = { name: '', url: 'https://', eventTypes: 'work_order.*', siteIds: [], includesCosts: false, includesImports: false }

/** A new webhook, or a change to one. `onSaved` gets the secret of a new one. */
export function WebhookForm({ webhook, onClose, onSaved }: { webhook?: Webhook; onClose: () => void; onSaved: (secret?: string) => void }) {
  const { t } = useTranslation('webhooks')
  const { may } = useAccount()
  const client = useQueryClient()
  let version = webhook?.version
  const form = useRecordForm<Values, string | undefined>({
    draft: `webhook:${webhook?.id ?? 'new'}`,
    initial: webhook ? valuesOf(webhook) : EMPTY,
    ...(webhook && {
      latest: async () => {
        const now = await getWebhook({ path: { webhook_id: webhook.id } })
        version = now.version
        return valuesOf(now)
      },
    }),
    async save(values) {
      const { types, wrong } = typesIn(values.eventTypes)
      if (wrong.length) throw new Problem(422, 'about:blank', '', '', [{ pointer: '/eventTypes', code: 'pattern', message: t('wrongTypes', { types: wrong.join(', ') }) }], undefined)
      const body = { ...values, eventTypes: types, siteIds: values.siteIds.length ? values.siteIds : null }
      if (!webhook) return (await createWebhook({ body })).secret
      await updateWebhook({ path: { webhook_id: webhook.id }, body, headers: ifMatch(version) })
      return undefined
    },
    onSaved: (secret) => {
      void readAnew(client, ['Webhook'])
      onSaved(secret)
    },
  })
  const chosen = form.watch('eventTypes')
  const add = (type: string) => form.setValue('eventTypes', [...typesIn(chosen).types, type].join('\n'), { shouldDirty: true })
  return (
    <Dialog open onClose={onClose} title={webhook ? t('edit') : t('create')} about={t('about')} size="lg">
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="name" label={t('field.name')} required />
        <TextField name="url" label={t('field.url')} hint={t('urlHint')} type="url" required />
        <div>
          <TextArea name="eventTypes" label={t('field.eventTypes')} hint={t('typesHint')} required />
          <div className="mt-2 flex flex-wrap gap-1.5" role="group" aria-label={t('addKind')}>
            {KINDS.filter((kind) => !typesIn(chosen).types.includes(`${kind}.*`)).map((kind) => (
              <button key={kind} type="button" onClick={() => add(`${kind}.*`)} className="min-h-6 rounded-sm bg-quiet-soft px-2 text-sm text-quiet hover:bg-hover">
                + {kind}.*
              </button>
            ))}
          </div>
        </div>
        <RecordField name="siteIds" kind="site" many label={t('field.sites')} hint={t('sitesHint')} />
        <div>
          {may('costs:read') && <CheckField name="includesCosts" label={t('field.costs')} />}
          <CheckField name="includesImports" label={t('field.imports')} hint={t('importsHint')} />
        </div>
        <FormActions form={form} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
