import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, localDay } from '@/lib/format'
import { buttonClass } from '@/ui/button'
import { Page } from '@/ui/page'
import { Loading } from '@/ui/states'
import { Figures } from './Figures'
import { MyRequests } from './MyRequests'
import { NeedsMe } from './NeedsMe'
import { NewRequests } from './NewRequests'

/** Drawn after the lists: nobody waits for a chart to see what to do. */
const Charts = lazy(() => import('./charts/Charts'))

/** What to do now, and how things go. */
export default function Today() {
  const { t } = useTranslation('today')
  const { may } = useAccount()
  const decides = may('requests:decide')
  const works = may('work_orders:read')
  const asks = !decides && may('requests:create')
  const report = asks && !may('work_orders:create') && (
    <Link to="/requests" search={{ status: 'all', new: true } as never} className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('requests.report')}
    </Link>
  )
  return (
    <Page title={t('title')} actions={report} beside={<span className="text-muted">{day(localDay(new Date()), { weekday: true })}</span>}>
      <div className="flex flex-col gap-4">
        {works && <Figures />}
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          {works && <NeedsMe />}
          {decides && <NewRequests />}
          {asks && <MyRequests />}
        </div>
        {may('reports:read') && (
          <Suspense fallback={<Loading lines={8} className="rounded-lg border bg-raised" />}>
            <Charts />
          </Suspense>
        )}
      </div>
    </Page>
  )
}
