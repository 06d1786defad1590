import { listWebhooksInfiniteOptions } from '@fettle/client/queries'
import type { Webhook } from '@fettle/client'
import { Plus, Unplug } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { day } from '@/lib/format'
import { usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { Secret } from './Secret'
import { State } from './State'
import { WebhookForm } from './WebhookForm'
import { WebhookSheet } from './WebhookSheet'

/** Programs that are told of changes: where, of what, and whether it arrives. */
export default function Webhooks() {
  const { t } = useTranslation('webhooks')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const [creating, setCreating] = useState(false)
  const [secret, setSecret] = useState<string>()
  const pages = usePages<Webhook>(listWebhooksInfiniteOptions({ query: {} }))
  const opened = pages.rows.find(({ id }) => id === filters.open)
  const columns = useMemo<Column<Webhook>[]>(
    () => [
      { id: 'name', header: t('field.name'), cell: ({ name }) => <span className="font-medium">{name}</span>, width: 160, always: true, phone: 'title' },
      { id: 'url', header: t('field.url'), cell: ({ url }) => <span title={url}>{url}</span>, width: 240, grow: true, phone: 'below' },
      { id: 'types', header: t('field.eventTypes'), cell: ({ eventTypes }) => <span title={eventTypes.join(', ')}>{eventTypes.join(', ')}</span>, width: 200 },
      { id: 'state', header: t('field.state'), cell: (webhook) => <State webhook={webhook} />, width: 150, phone: 'edge' },
      { id: 'since', header: t('field.since'), cell: ({ createdAt }) => day(createdAt), width: 110 },
    ],
    [t],
  )
  return (
    <SettingsPage
      fills
      title={t('title')}
      actions={
        may('webhooks:write') && (
          <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        )
      }
    >
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        onOpen={({ id }) => setFilters({ open: id })}
        empty={
          <Empty icon={Unplug} title={t('none')}>
            {t('noneHelp')}
          </Empty>
        }
      />
      {creating && (
        <WebhookForm
          onClose={() => setCreating(false)}
          onSaved={(issued) => {
            setCreating(false)
            if (issued) setSecret(issued)
          }}
        />
      )}
      {opened && <WebhookSheet webhook={opened} onClose={() => setFilters({ open: undefined })} onSecret={setSecret} />}
      {secret && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </SettingsPage>
  )
}
