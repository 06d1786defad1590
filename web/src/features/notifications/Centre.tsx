import { readAllNotifications } from '@fettle/client'
import { listNotificationsInfiniteOptions } from '@fettle/client/queries'
import type { Notification } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { BellOff, CheckCheck, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { localDay, day as writtenDay } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Button, buttonClass } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { Empty, Failed, Loading } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { Coming } from './Coming'
import { Told } from './Told'

/** What this person was told, what they will be reminded of, and what they do not want to hear of. */
export default function Centre() {
  const { t } = useTranslation('notifications')
  const [filters] = useFilters()
  const view = String(filters.view ?? 'unread')
  const readAll = useAct({ do: () => readAllNotifications({ body: {} }), touches: ['Notification'], done: t('allRead') })
  const tab = (value: string) => ({ label: t(`view.${value}`), to: '/notifications' as const, search: { view: value }, current: value === view })
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Button icon={CheckCheck} busy={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('readAll')}
          </Button>
          <Link to="/settings/notifications" className={buttonClass('plain')}>
            <Settings aria-hidden className="size-4" />
            {t('choose')}
          </Link>
        </>
      }
      under={<Tabs label={t('title')} tabs={['unread', 'all', 'coming'].map(tab)} />}
    >
      <div className="mx-auto max-w-3xl">{view === 'coming' ? <Coming /> : <List unread={view === 'unread'} />}</div>
    </Page>
  )
}

function List({ unread }: { unread: boolean }) {
  const { t } = useTranslation('notifications')
  const { rows, query } = usePages<Notification>(listNotificationsInfiniteOptions({ query: { unread } }))
  if (query.isPending) return <Loading />
  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (rows.length === 0) {
    return (
      <Empty icon={BellOff} title={unread ? t('nothingUnread') : t('nothing')}>
        {t('nothingHelp')}
      </Empty>
    )
  }
  const days = new Map<string, Notification[]>()
  for (const told of rows) {
    const day = localDay(told.createdAt)
    days.set(day, [...(days.get(day) ?? []), told])
  }
  return (
    <>
      {[...days].map(([day, told]) => (
        <section key={day} className="mb-5">
          <h2 className="mb-1.5 text-sm text-muted">{writtenDay(day, { weekday: true })}</h2>
          <ul className="overflow-hidden rounded-lg border bg-raised">
            {told.map((each) => (
              <Told key={each.id} told={each} />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('earlier')}
        </Button>
      )}
    </>
  )
}
