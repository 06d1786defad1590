import { replayWebhook, resendWebhookDelivery } from '@fettle/client'
import { getWebhookDeliveryOptions, listWebhookDeliveriesInfiniteOptions } from '@fettle/client/queries'
import type { WebhookDelivery, WebhookDeliveryStatus } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight, History as HistoryIcon, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count, exactly, relative } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Badge, type Tone } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Read } from '@/ui/states'
import { Segments } from '@/ui/tabs'

const TONES: Record<WebhookDeliveryStatus, Tone> = { waiting: 'warn', delivered: 'good', failed: 'bad', cancelled: 'quiet' }
const STATES = ['all', 'failed', 'waiting', 'delivered'] as const

/** The log of what was sent, with each attempt's answer; failed ones can be sent again, and everything since replayed. */
export function Deliveries({ webhookId, writes }: { webhookId: string; writes: boolean }) {
  const { t } = useTranslation('webhooks')
  const [state, setState] = useState<(typeof STATES)[number]>('all')
  const { rows, query } = usePages<WebhookDelivery>(
    listWebhookDeliveriesInfiniteOptions({ query: { webhookId, ...(state !== 'all' && { status: [state] }) } }),
  )
  return (
    <section className="mt-6">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h3>{t('deliveries')}</h3>
        <Segments label={t('deliveries')} value={state} onChange={setState} options={STATES.map((value) => ({ value, label: value === 'all' ? t('common:all') : t(`delivery.${value}`) }))} />
      </div>
      {rows.length === 0 && !query.isPending && <p className="text-muted">{t('noDeliveries')}</p>}
      <ul className="divide-y overflow-hidden rounded-lg border empty:hidden">
        {rows.map((delivery) => (
          <Delivery key={delivery.id} delivery={delivery} writes={writes} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
    </section>
  )
}

function Delivery({ delivery, writes }: { delivery: WebhookDelivery; writes: boolean }) {
  const { t } = useTranslation('webhooks')
  const [open, setOpen] = useState(false)
  const resend = useAct({ do: () => resendWebhookDelivery({ path: { delivery_id: delivery.id } }), touches: ['Webhook'], done: t('resent') })
  const replay = useAct({
    do: () => replayWebhook({ path: { webhook_id: delivery.webhookId }, body: { fromEventId: delivery.eventId! } }),
    touches: ['Webhook'],
    done: ({ deliveries }) => t('redelivered', { count: deliveries, number: count(deliveries) }),
  })
  return (
    <li>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-10 w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-left hover:bg-hover">
        <ChevronRight aria-hidden className={open ? 'size-4 rotate-90 text-muted' : 'size-4 text-muted'} />
        <span className="min-w-0 flex-1 truncate">{delivery.eventType}</span>
        {delivery.lastStatus && <span className="text-sm text-muted">HTTP {delivery.lastStatus}</span>}
        <span className="text-sm text-muted">{relative(delivery.createdAt)}</span>
        <Badge tone={TONES[delivery.status]}>{t(`delivery.${delivery.status}`)}</Badge>
      </button>
      {open && (
        <div className="border-t bg-paper px-4 py-3">
          <Attempts id={delivery.id} />
          {writes && (
            <div className="mt-3 flex flex-wrap gap-2">
              <Button size="sm" icon={Send} busy={resend.isPending} onClick={() => resend.mutate()}>
                {t('resend')}
              </Button>
              {delivery.eventId && (
                <Button size="sm" icon={HistoryIcon} busy={replay.isPending} onClick={() => replay.mutate()}>
                  {t('replay')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </li>
  )
}

function Attempts({ id }: { id: string }) {
  const { t } = useTranslation('webhooks')
  const query = useQuery(getWebhookDeliveryOptions({ path: { delivery_id: id } }))
  return (
    <Read query={query} lines={2}>
      {({ messageId, nextAttemptAt, attemptsMade = [] }) => (
        <>
          <p className="text-sm text-muted">
            {t('message', { id: messageId })}
            {nextAttemptAt && ` · ${t('next', { at: exactly(nextAttemptAt) })}`}
          </p>
          <ol className="mt-2 flex flex-col gap-2 text-sm">
            {attemptsMade.map((attempt) => (
              <li key={attempt.id}>
                <p>
                  {t('attempt', { number: attempt.number, at: exactly(attempt.at) })} · {attempt.status ? `HTTP ${attempt.status}` : attempt.error} · {count(attempt.milliseconds)} ms
                </p>
                {attempt.answer && <pre className="mt-1 max-h-32 overflow-auto rounded-sm bg-sunken p-2 text-xs break-words whitespace-pre-wrap">{attempt.answer}</pre>}
              </li>
            ))}
          </ol>
        </>
      )}
    </Read>
  )
}
