import { deleteWebhook, disableWebhook, enableWebhook, redeliverWebhook, restoreWebhook, rotateWebhookSecret, testWebhook } from '@fettle/client'
import type { Webhook } from '@fettle/client'
import { Ellipsis, KeyRound, Pencil, Power, RotateCcw, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { count, moment } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { Confirm, Dialog, Menu } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { Deliveries } from './Deliveries'
import { State } from './State'
import { WebhookForm } from './WebhookForm'

interface Props {
  webhook: Webhook
  onClose: () => void
  onSecret: (secret: string) => void
}

/** One webhook: its state, what was sent, and what can be done about what did not arrive. */
export function WebhookSheet({ webhook, onClose, onSecret }: Props) {
  const { t } = useTranslation('webhooks')
  const { may } = useAccount()
  const [editing, setEditing] = useState(false)
  const [rotating, setRotating] = useState(false)
  const path = { webhook_id: webhook.id }
  const touches = ['Webhook']
  const power = useAct({ do: () => (webhook.enabled ? disableWebhook({ path }) : enableWebhook({ path })), touches, done: webhook.enabled ? t('switchedOff') : t('switchedOn') })
  const test = useAct({ do: () => testWebhook({ path }), touches, done: t('testSent') })
  const again = useAct({
    do: () => redeliverWebhook({ path, body: { since: new Date(Date.now() - 3 * 86_400_000).toISOString() } }),
    touches,
    done: ({ deliveries }) => t('redelivered', { count: deliveries, number: count(deliveries) }),
  })
  const rotate = useAct({
    do: () => rotateWebhookSecret({ path }),
    touches,
    then: ({ secret }) => {
      setRotating(false)
      onSecret(secret)
    },
  })
  const remove = useAct({ do: () => deleteWebhook({ path, headers: ifMatch(webhook.version) }), touches, done: t('removed'), undo: () => restoreWebhook({ path }), then: onClose })
  const writes = may('webhooks:write')
  return (
    <Dialog open side size="lg" onClose={onClose} title={webhook.name} about={webhook.url}>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <State webhook={webhook} />
        {writes && (
          <div className="ml-auto flex flex-wrap gap-2">
            <Button icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
              {t('test')}
            </Button>
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {t('common:edit')}
            </Button>
            <Menu
              label={t('common:more')}
              trigger={<IconButton icon={Ellipsis} label={t('common:more')} look="plain" />}
              items={[
                { label: webhook.enabled ? t('switchOff') : t('switchOn'), icon: Power, onSelect: () => power.mutate() },
                { label: t('redeliver'), icon: RotateCcw, onSelect: () => again.mutate() },
                { label: t('rotate'), icon: KeyRound, onSelect: () => setRotating(true) },
                '-',
                { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
              ]}
            />
          </div>
        )}
      </div>
      <Facts
        wide
        facts={[
          { label: t('field.eventTypes'), value: webhook.eventTypes.join(', ') },
          { label: t('field.costs'), value: webhook.includesCosts ? t('common:yes') : t('common:no') },
          { label: t('field.pausedUntil'), value: moment(webhook.pausedUntil) },
          { label: t('field.previousSecret'), value: moment(webhook.previousSecretUntil) },
        ]}
      />
      <Deliveries webhookId={webhook.id} writes={writes} />
      {editing && <WebhookForm webhook={webhook} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />}
      <Confirm open={rotating} onClose={() => setRotating(false)} title={t('rotate')} verb={t('rotateVerb')} busy={rotate.isPending} onConfirm={() => rotate.mutate()}>
        {t('rotateHelp')}
      </Confirm>
    </Dialog>
  )
}
