import type { Event } from '@fettle/client'
import { Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/lib/query'
import { Button } from '../button'
import { Failed, Loading } from '../states'
import { Deed } from './Deed'
import { deedsOf } from './told'

interface Props {
  /** The client's `list…HistoryInfiniteOptions(…)` of a record, or of the audit trail. */
  of: { queryKey: readonly unknown[]; queryFn?: unknown }
}

/** Who did what and when to a record, the newest first, with the values before and after. */
export function History(props: Props) {
  return (
    <Suspense fallback={<Loading lines={4} />}>
      <Inside {...props} />
    </Suspense>
  )
}

function Inside({ of }: Props) {
  const { t } = useTranslation('records')
  const { rows, query } = usePages<Event>(of)
  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Loading lines={4} />
  return (
    <>
      <EventList events={rows} />
      {query.hasNextPage && (
        <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="mt-3">
          {t('history.more')}
        </Button>
      )}
    </>
  )
}

/** Events that are already here, as a list of acts. */
export function EventList({ events }: { events: Event[] }) {
  const { t } = useTranslation('records')
  const deeds = useMemo(() => deedsOf(events), [events])
  if (deeds.length === 0) return <p className="text-muted">{t('history.none')}</p>
  return <ol className="pl-1">{deeds.map((deed) => <Deed key={deed.id} deed={deed} all={events} />)}</ol>
}
