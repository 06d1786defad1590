/**
 * The frame around every way to see work orders: title, saved views, tabs that keep the filters, quick filters, the one filter bar.
 * Other features build their views of work orders inside `WorkOrdersPage` and read the filters by `useWorkOrderFilters`.
 */
import { countWorkOrdersOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count } from '@/lib/format'
import { cleaned, FilterBar, type Filters, keysOf, picked, useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { Tabs } from '@/ui/tabs'
import { useFilterDefs } from './views/defs'
import { FILTER_KEYS, queryOf, type WorkOrderQuery } from './views/query'
import { QuickFilters } from './views/QuickFilters'
import { SavedViews } from './views/SavedViews'
import { useOpening } from './views/opening'

export type { WorkOrderQuery } from './views/query'

export type WorkOrderView = 'table' | 'board' | 'calendar' | 'workload' | 'map'

const ADDRESSES: Record<WorkOrderView, string> = {
  table: '/work-orders',
  board: '/work-orders/board',
  calendar: '/work-orders/calendar',
  workload: '/work-orders/workload',
  map: '/work-orders/map',
}

interface WorkOrderFilters {
  /** The filters as the API's query, without order and page. Stable while the address says the same. */
  query: WorkOrderQuery
  /** Everything behind the `?`. */
  address: Filters
  /** Changes the address; undefined takes a name out. */
  set: (change: Filters, options?: { replace?: boolean }) => void
}

/** What the address filters, typed for the API. */
export function useWorkOrderFilters(): WorkOrderFilters {
  const [address, change] = useFilters()
  const key = JSON.stringify(picked(address, FILTER_KEYS))
  const query = useMemo(() => queryOf(JSON.parse(key) as Filters), [key])
  return useMemo(
    () => ({
      query,
      address,
      // An empty address opens the usual view, so "no filters" has to be said.
      set: (given, options) => {
        const bare = Object.keys(cleaned({ ...address, ...given })).length === 0
        change(bare ? { ...given, view: 'all' } : given, options)
      },
    }),
    [query, address, change],
  )
}

interface Props {
  view: WorkOrderView
  /** At the end of the filter bar: what only this view has, such as columns. */
  tools?: ReactNode
  /** The names of filters that this view understands; all when absent. Others stay in the address and are said not to count here. */
  takes?: readonly string[]
  /** Beside the title; the number of work orders when absent, nothing when null. */
  counted?: string | null
  actions?: ReactNode
  children: ReactNode
}

/** One way to see work orders. The content fills the rest of the window's height. */
export function WorkOrdersPage({ view, tools, takes, counted, actions, children }: Props) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const { address, query, set } = useWorkOrderFilters()
  const defs = useFilterDefs()
  const ready = useOpening()
  const total = useQuery({ ...countWorkOrdersOptions({ query }), placeholderData: keepPreviousData, enabled: ready && counted === undefined })
  const shown = takes ? defs.filter((def) => keysOf([def]).some((key) => takes.includes(key))) : defs
  const idle = takes ? defs.filter((def) => !shown.includes(def) && keysOf([def]).some((key) => address[key] !== undefined)) : []
  const tab = (to: WorkOrderView, label: string) => ({ label, to: ADDRESSES[to] as never, search: address, exact: true })
  return (
    <Page
      fills
      title={t('list.title')}
      count={counted === undefined ? total.data && count(total.data.total) : (counted ?? undefined)}
      beside={<SavedViews />}
      actions={actions}
      under={
        <div className="flex flex-wrap items-end justify-between gap-x-4">
          <Tabs
            label={t('views.ways')}
            tabs={[
              tab('table', t('views.table')),
              tab('board', t('views.board')),
              ...(may('calendar:read') ? [tab('calendar', t('views.calendar'))] : []),
              ...(may('calendar:read') && !household ? [tab('workload', t('views.workload'))] : []),
              tab('map', t('views.map')),
            ]}
          />
          <QuickFilters address={address} set={set} takes={takes} />
        </div>
      }
    >
      <div className="flex h-full min-w-0 flex-col">
        <div className="shrink-0 px-4 pt-3 sm:px-6">
          <FilterBar defs={shown} value={address} onChange={set} {...((!takes || takes.includes('q')) && { search: t('filter.search') })}>
            {tools}
          </FilterBar>
          {idle.length > 0 && (
            <p className="-mt-1 pb-2 text-sm text-muted">{t('filter.idle', { filters: idle.map((def) => def.label).join(', ') })}</p>
          )}
        </div>
        <section aria-label={t(`views.${view}`)} className="min-h-0 min-w-0 flex-1">
          {ready && children}
        </section>
      </div>
    </Page>
  )
}
