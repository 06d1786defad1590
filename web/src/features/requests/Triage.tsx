import { listWorkRequestsInfiniteOptions, countWorkRequestsOptions } from '@fettle/client/queries'
import type { WorkRequestRow } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowLeft, Inbox, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count } from '@/lib/format'
import { usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { FilterBar, keysOf, picked, useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { Tabs } from '@/ui/tabs'
import { NewRequest } from './NewRequest'
import { RequestPane } from './RequestPane'
import { useRequestColumns, useRequestFilters } from './columns'

const STATES = ['new', 'approved', 'declined', 'duplicate'] as const

/** What people asked for: the list at the left, the one being decided at the right. */
export default function Triage() {
  const { t } = useTranslation('requests')
  const { may } = useAccount()
  const { requestId } = useParams({ strict: false }) as { requestId?: string }
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const creating = filters.new === true
  const setCreating = (next: boolean) => setFilters({ new: next || undefined }, { replace: true })
  const defs = useRequestFilters()
  const status = String(filters.status ?? 'new')
  const narrowed = picked(filters, ['q', ...keysOf(defs)])
  const query = { ...narrowed, ...(status !== 'all' && { status: [status] }) }
  const pages = usePages<WorkRequestRow>(listWorkRequestsInfiniteOptions({ query: query as never }))
  const { data: counts } = useQuery(countWorkRequestsOptions({ query: narrowed as never }))
  const columns: Column<WorkRequestRow>[] = useRequestColumns(status !== 'new')
  const open = (id: string | undefined) =>
    void navigate({ to: id ? '/requests/$requestId' : '/requests', params: { requestId: id ?? '' }, search: true as never })

  /** After a decision: the next one in the list, so that a stack can be worked through without the mouse. */
  const decided = (id: string) => {
    const at = pages.rows.findIndex((row) => row.id === id)
    open((pages.rows[at + 1] ?? pages.rows[at - 1])?.id)
  }
  const tab = (value: string) => ({
    label: value === 'all' ? t('list.all') : t(`state.${value}`),
    to: '/requests' as const,
    search: { ...filters, status: value },
    count: value === 'all' ? undefined : count(counts?.byStatus[value] ?? 0),
    current: value === status,
  })
  return (
    <Page
      fills
      title={t('list.title')}
      actions={
        may('requests:create') && (
          <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
            {t('create.title')}
          </Button>
        )
      }
      under={
        <>
          <FilterBar defs={defs} value={filters} onChange={setFilters} search={t('list.search')} />
          <Tabs label={t('list.title')} tabs={[...STATES, 'all'].map(tab)} />
        </>
      }
    >
      <div className="flex h-full min-h-0">
        <div className={clsx('min-w-0 flex-1 lg:max-w-md lg:border-r xl:max-w-lg', requestId && 'hidden lg:block')}>
          <DataTable
            label={t('list.title')}
            columns={columns}
            pages={pages}
            onOpen={(row) => open(row.id)}
            tone={(row) => (row.id === requestId ? 'bg-selected' : undefined)}
            empty={
              <Empty icon={Inbox} title={status === 'new' ? t('list.nothingNew') : t('list.nothing')}>
                {status === 'new' && t('list.nothingNewHelp')}
              </Empty>
            }
          />
        </div>
        {requestId ? (
          <div className="min-w-0 flex-1 overflow-y-auto">
            <Button look="quiet" size="sm" icon={ArrowLeft} className="m-2 lg:hidden" onClick={() => open(undefined)}>
              {t('list.back')}
            </Button>
            <RequestPane key={requestId} id={requestId} onDecided={decided} onOpen={open} />
          </div>
        ) : (
          <div className="hidden flex-1 place-items-center lg:grid">
            <p className="text-muted">{t('list.choose')}</p>
          </div>
        )}
      </div>
      {creating && <NewRequest onClose={() => setCreating(false)} onCreated={open} />}
    </Page>
  )
}
