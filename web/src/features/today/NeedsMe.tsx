import type { ListWorkOrdersData } from '@fettle/client'
import { listWorkOrdersOptions } from '@fettle/client/queries'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { localDay } from '@/lib/format'
import { Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { dueThisWeek, ownWorkOnly } from './figures'
import { NeedLine } from './NeedLine'
import { needsOf, type Reason } from './needs'
import { Reminders } from './Reminders'

type Query = NonNullable<ListWorkOrdersData['query']>
const MOST = 10

/** A short list of what waits for this person: theirs, and what only they can decide. */
export function NeedsMe() {
  const { t } = useTranslation('today')
  const { me, may, household } = useAccount()
  const own = ownWorkOnly(me, may)
  const leads = may('work_orders:write')
  const asked: Array<[Reason, Query, boolean]> = [
    ['mine', { assigneeId: ['me'], open: true, sort: 'dueAt', limit: 8 }, !!me.staffId],
    ['crew', { crewId: ['mine'], open: true, sort: 'dueAt', limit: 8 }, !!me.staffId && !household],
    ['urgent', { status: ['new', 'approved'], priority: ['urgent'], assigneeId: ['none'], sort: 'dueAt', limit: 4 }, leads],
    ['overdue', { overdue: true, sort: '-priority', limit: 6 }, leads],
    ['review', { status: ['complete'], sort: 'updatedAt', limit: 4 }, may('work_orders:close')],
    ['approve', { status: ['new'], sort: '-priority', limit: 4 }, may('work_orders:approve')],
    ['onHold', { status: ['on_hold'], sort: 'updatedAt', limit: 4 }, leads],
    ['due', { open: true, ...dueThisWeek(localDay(new Date())), sort: 'dueAt', limit: 8 }, household || (!me.staffId && !own)],
  ]
  const wanted = asked.filter(([, , shown]) => shown)
  const found = useQueries({ queries: wanted.map(([, query]) => listWorkOrdersOptions({ query })) })
  const lists = Object.fromEntries(wanted.map(([reason], at) => [reason, found[at]?.data?.data ?? []]))
  const needs = needsOf(lists, MOST)
  const failed = found.find((query) => query.isError && !query.data)
  const search = own ? { assigneeId: 'me', open: true } : { open: true, sort: leads ? '-priority' : 'dueAt' }
  return (
    <Panel
      flush
      title={household ? t('needs.household') : own ? t('needs.own') : t('needs.title')}
      actions={<Link to="/work-orders" search={search as never} className="link px-1 text-sm">{t('needs.all')}</Link>}
    >
      <Reminders />
      {needs.length > 0 && (
        <ul className="divide-y">
          {needs.map((need) => (
            <NeedLine key={need.row.id} need={need} />
          ))}
        </ul>
      )}
      {needs.length === 0 && found.some(({ isPending }) => isPending) && <Loading lines={6} />}
      {needs.length === 0 && failed && <Failed error={failed.error} retry={() => void failed.refetch()} />}
      {needs.length === 0 && found.every(({ isSuccess }) => isSuccess) && (
        <div className="px-4 py-6 text-center">
          <p className="font-medium">{t('needs.none')}</p>
          <p className="mt-1 text-sm text-muted">{may('work_orders:create') ? t('needs.noneHelp') : t('needs.noneRead')}</p>
        </div>
      )}
    </Panel>
  )
}
