import type { ListedPlan } from '@fettle/client'
import { listMaintenancePlansInfiniteOptions } from '@fettle/client/queries'
import { Link, useNavigate } from '@tanstack/react-router'
import { CalendarRange, CalendarSync, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { percent } from '@/lib/format'
import { usePages } from '@/lib/query'
import { buttonClass } from '@/ui/button'
import { FilterBar, type FilterDef, keysOf, picked, useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/states'
import { ColumnMenu, DataTable, useColumns } from '@/ui/table'
import { useCompliance } from './compliance'
import { usePlanColumns } from './planColumns'
import { usePlanActs } from './usePlanActs'

/** All maintenance plans: what each does in words, when next, and how well it is kept. */
export default function Plans() {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const acts = usePlanActs({ duplicated: (planId) => void navigate({ to: '/plans/$planId/edit', params: { planId } }) })
  const compliance = useCompliance()
  const columns = useColumns('plans', usePlanColumns(acts, compliance.byPlan))
  const defs = useDefs()
  const sort = String(filters.sort ?? 'name')
  const keys = [...keysOf(defs), 'q']
  const pages = usePages<ListedPlan>(listMaintenancePlansInfiniteOptions({ query: { ...picked(filters, keys), sort: sort as 'name', limit: 100 } as never }))
  const narrowed = keys.some((key) => filters[key] !== undefined)
  const create = (
    <Link to="/plans/new" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('new')}
    </Link>
  )
  return (
    <Page
      fills
      title={t('title')}
      beside={compliance.total && <span className="text-sm text-muted">{t('compliance.year', { percent: percent(compliance.total.compliancePercent) })}</span>}
      actions={
        <>
          <Link to="/plans/year" className={buttonClass()}>
            <CalendarRange aria-hidden className="size-4" />
            {t('year.open')}
          </Link>
          {may('plans:write') && create}
        </>
      }
      under={
        <FilterBar defs={defs} value={filters} onChange={setFilters} search={t('search')} pinned={['status', 'siteId']}>
          <ColumnMenu columns={columns} />
        </FilterBar>
      }
    >
      <DataTable
        label={t('title')}
        columns={columns.shown}
        pages={pages}
        sort={sort}
        onSort={(next) => setFilters({ sort: next }, { replace: true })}
        onOpen={(plan) => !plan.deletedAt && void navigate({ to: '/plans/$planId', params: { planId: plan.id } })}
        empty={
          narrowed ? (
            <Empty title={t('empty.filtered')}>{t('empty.filteredHelp')}</Empty>
          ) : (
            <Empty icon={CalendarSync} title={t('empty.title')} action={may('plans:write') && create}>
              {t('empty.help')}
            </Empty>
          )
        }
      />
    </Page>
  )
}

function useDefs(): FilterDef[] {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  return [
    { key: 'status', kind: 'choice', label: t('column.status'), options: (['live', 'paused', 'stopped'] as const).map((value) => ({ value, label: t(`status.${value}`) })) },
    { key: 'siteId', kind: 'record', record: 'site', label: t('field.site') },
    { key: 'assetId', kind: 'record', record: 'asset', label: t('field.assets') },
    { key: 'assigneeId', kind: 'record', record: 'staff', label: t('field.assignee') },
    { key: 'crewId', kind: 'record', record: 'crew', label: t('field.crew') },
    { key: 'troubled', kind: 'flag', label: t('filter.troubled') },
    ...(may('plans:write') ? [{ key: 'deleted', kind: 'flag', label: t('filter.deleted') } as const] : []),
  ]
}
