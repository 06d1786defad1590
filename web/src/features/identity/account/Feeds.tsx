import { revokeCalendarFeed } from '@fettle/client'
import type { CalendarFeed } from '@fettle/client'
import { listCalendarFeedsInfiniteOptions } from '@fettle/client/queries'
import { CalendarPlus, CalendarSync } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { relative } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { Confirm } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { Empty, Failed, Loading } from '@/ui/states'
import { NewFeed } from './NewFeed'

/** Calendars to subscribe to in other programs. */
export function Feeds() {
  const { t } = useTranslation('identity')
  const { me } = useAccount()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<CalendarFeed>()
  const { rows, query } = usePages<CalendarFeed>(listCalendarFeedsInfiniteOptions({ query: { limit: 50 } }))
  const feeds = rows.filter(({ revokedAt }) => !revokedAt)
  const revoke = useAct({
    do: ({ id }: CalendarFeed) => revokeCalendarFeed({ path: { feed_id: id } }),
    touches: ['CalendarFeed'],
    done: (_, { name }) => t('feeds.revoked', { name }),
    then: () => setRevoking(undefined),
  })
  const add = (
    <Button icon={CalendarPlus} look="primary" onClick={() => setMaking(true)}>
      {t('feeds.new')}
    </Button>
  )
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-muted">{t('feeds.about')}</p>
      {query.isPending && <Loading lines={3} />}
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && feeds.length === 0 && <Empty icon={CalendarSync} title={t('feeds.none')} action={add}>{t('feeds.noneHelp')}</Empty>}
      {feeds.length > 0 && (
        <Panel title={t('feeds.title')} flush actions={add}>
          <ul>
            {feeds.map((feed) => (
              <li key={feed.id} className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium" title={feed.name}>{feed.name}</p>
                  <p className="truncate text-sm text-muted">
                    {[
                      t(`feeds.kind.${feed.kind === 'person' && feed.subjectId === me.staffId ? 'mine' : feed.kind}`),
                      feed.forecast && t('feeds.withForecast'),
                      feed.lastUsedAt ? t('feeds.used', { when: relative(feed.lastUsedAt) }) : t('feeds.unused'),
                    ].filter(Boolean).join(' · ')}
                  </p>
                </div>
                <Button size="sm" look="quiet" onClick={() => setRevoking(feed)}>
                  {t('feeds.revoke')}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {making && <NewFeed onClose={() => setMaking(false)} />}
      <Confirm open={!!revoking} onClose={() => setRevoking(undefined)} title={t('feeds.revokeTitle', { name: revoking?.name })} verb={t('feeds.revoke')} dangerous busy={revoke.isPending} onConfirm={() => revoking && revoke.mutate(revoking)}>
        {t('feeds.revokeHelp')}
      </Confirm>
    </div>
  )
}
