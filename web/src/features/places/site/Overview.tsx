import type { Site } from '@fettle/client'
import { countWorkOrdersOptions, listWorkRequestsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count, relative } from '@/lib/format'
import { PriorityMark } from '@/ui/badge'
import { useCustomFacts } from '@/ui/custom'
import { PointMap } from '@/ui/map'
import { Facts, Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { WorkLines } from '@/ui/work'
import { located } from '../sites'
import { PublicPage } from './PublicPage'

/** The present state of a site. */
export function Overview({ site }: { site: Site }) {
  const { may } = useAccount()
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {may('work_orders:read') && <OpenWork site={site} />}
        {may('requests:read') && <Requests site={site} />}
      </div>
      <div className="grid min-w-0 items-start gap-4 sm:max-xl:grid-cols-2">
        <Known site={site} />
        {may('portal:read') && <PublicPage thing={{ siteId: site.id }} name={site.name} />}
      </div>
    </div>
  )
}

function OpenWork({ site }: { site: Site }) {
  const { t } = useTranslation('places')
  const { data } = useQuery(countWorkOrdersOptions({ query: { siteId: [site.id], open: true } }))
  return (
    <Panel
      flush
      title={<>{t('work.open')}{data && <span className="ml-2 font-normal text-muted">{count(data.total)}</span>}</>}
      actions={<Link to="/work-orders" search={{ siteId: site.id }} className="link text-sm">{t('work.all')}</Link>}
    >
      <WorkLines query={{ siteId: [site.id], open: true }} overdue={t('field.overdue')} empty={t('work.none')} />
    </Panel>
  )
}

function Requests({ site }: { site: Site }) {
  const { t } = useTranslation('places')
  const query = useQuery(listWorkRequestsOptions({ query: { siteId: [site.id], status: ['new'], limit: 8 } }))
  return (
    <Panel flush title={t('requests.waiting')} actions={<Link to="/requests" search={{ siteId: site.id }} className="link text-sm">{t('requests.all')}</Link>}>
      <Read query={query} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="px-4 py-3 text-muted">{t('requests.none')}</p>
          ) : (
            <ul className="divide-y">
              {data.map((request) => (
                <li key={request.id} className="flex items-center gap-3 px-4 py-2">
                  <PriorityMark priority={request.priority} />
                  <Link to="/requests/$requestId" params={{ requestId: request.id }} className="min-w-0 flex-1 truncate font-medium hover:underline" title={request.title}>{request.title}</Link>
                  <span className="shrink-0 text-sm text-muted">{[request.requesterName, relative(request.reportedAt)].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Panel>
  )
}

function Known({ site }: { site: Site }) {
  const { t } = useTranslation('places')
  const navigate = useNavigate()
  const { tenant } = useAccount()
  const custom = useCustomFacts('site', site.custom)
  const [here] = located([site])
  return (
    <Panel title={t('facts')}>
      {here && (
        <PointMap
          className="mb-4 h-44 rounded-md border"
          label={t('map.of', { name: site.name })}
          points={[{ id: site.id, title: site.name, ...here.at }]}
          onOpen={() => void navigate({ to: '/work-orders/map', search: { siteId: site.id } })}
        />
      )}
      <Facts
        facts={[
          { label: t('field.address'), value: site.address && <span className="whitespace-pre-line">{site.address}</span> },
          { label: t('field.code'), value: site.code },
          { label: t('field.timeZone'), value: site.timeZone ?? t('field.timeZoneUsual', { zone: tenant.timeZone }) },
          ...custom,
        ]}
      />
      {!here && <p className="mt-3 text-sm text-muted">{t('map.noneHere')}</p>}
    </Panel>
  )
}
