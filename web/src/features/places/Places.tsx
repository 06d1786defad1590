import { restoreSite } from '@fettle/client'
import { Link, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArchiveRestore, List, Map as MapIcon, MapPin, MapPinOff, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count } from '@/lib/format'
import { useAct } from '@/lib/query'
import { useMedia } from '@/lib/screen'
import { Button } from '@/ui/button'
import { type FilterDef, FilterBar, useFilters } from '@/ui/filters'
import { PointMap } from '@/ui/map'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { Segments } from '@/ui/tabs'
import { SiteForm } from './SiteForm'
import { type Counted, located } from './sites'
import { useSites } from './useSites'

/** All sites, as a list and on the map. */
export default function Places() {
  const { t } = useTranslation('places')
  const { may, household } = useAccount()
  const navigate = useNavigate()
  const wide = useMedia('(min-width: 1100px)')
  const [filters, setFilters] = useFilters()
  const [creating, setCreating] = useState(false)
  const words = String(filters.q ?? '')
  const sort = String(filters.sort ?? 'name')
  const deleted = filters.deleted === true
  const { pages, all } = useSites({ words, sort, deleted })
  const writes = may('places:write')
  const restore = useAct({
    do: (site: Counted) => restoreSite({ path: { site_id: site.id } }),
    touches: ['Site', 'Location', 'Asset'],
    done: ({ name }) => t('restored', { name }),
  })
  const open = (siteId: string) => void navigate({ to: '/sites/$siteId', params: { siteId } })
  const columns = useMemo((): Column<Counted>[] => [
    {
      id: 'name', header: t('field.name'), width: 190, grow: true, sort: 'name', phone: 'title',
      cell: ({ id, name }) => <Link to="/sites/$siteId" params={{ siteId: id }} tabIndex={-1} className="font-medium hover:underline" title={name}>{name}</Link>,
    },
    ...(household ? [] : [{ id: 'code', header: t('field.code'), width: 80, sort: 'code', cell: ({ code }: Counted) => <span className="text-muted">{code}</span> }]),
    { id: 'address', header: t('field.address'), width: 160, grow: true, sort: 'address', phone: 'below', cell: ({ address }) => <span className="text-muted" title={address ?? undefined}>{address}</span> },
    ...(deleted
      ? writes
        ? [{ id: 'restore', header: '', width: 150, phone: 'edge' as const, cell: (site: Counted) => <Button size="sm" icon={ArchiveRestore} onClick={() => restore.mutate(site)}>{t('common:restore')}</Button> }]
        : []
      : [
          { id: 'open', header: t('field.open'), width: 90, align: 'end' as const, sort: 'open', phone: 'edge' as const, cell: (site: Counted) => <Work site={site} /> },
          { id: 'overdue', header: t('field.overdue'), width: 90, align: 'end' as const, sort: 'overdue', cell: (site: Counted) => (site.overdue ? <span className="font-medium text-bad">{count(site.overdue)}</span> : '') },
        ]),
  ], [t, household, deleted, writes]) // eslint-disable-line react-hooks/exhaustive-deps -- `restore` is made anew by every render and does the same
  const points = located(pages.rows).map(({ id, name, at, open: some, overdue }) => ({
    id, title: name, ...at,
    note: some === undefined ? undefined : t('openWork', { count: some }),
    tone: overdue ? ('bad' as const) : some ? ('info' as const) : ('good' as const),
  }))
  const as = filters.as === 'map' ? 'map' : 'list'
  const beside = wide && (pages.query.isPending || pages.rows.length > 0)
  const defs: FilterDef[] = [{ key: 'deleted', label: t('filter.deleted'), kind: 'flag' }]
  const fits = (
    <DataTable
      label={t('title')}
      columns={columns}
      pages={pages}
      total={pages.rows.length}
      sort={sort}
      onSort={(next) => setFilters({ sort: next }, { replace: true })}
      {...(!deleted && { onOpen: ({ id }: Counted) => open(id) })}
      empty={
        words || deleted ? (
          <Empty title={t(deleted ? 'empty.noneDeleted' : 'empty.nothingFits')} action={<Button onClick={() => setFilters({ q: undefined, deleted: undefined })}>{t('empty.showAll')}</Button>} />
        ) : (
          <Empty icon={MapPin} title={t('empty.title')} action={writes && <Button icon={Plus} onClick={() => setCreating(true)}>{t('create')}</Button>}>
            {t('empty.about')}
          </Empty>
        )
      }
    />
  )
  const map = points.length ? (
    <PointMap className="h-full" label={t('map.label')} points={points} names={points.map(({ title, ...point }) => ({ ...point, name: title }))} onOpen={open} />
  ) : (
    <Empty icon={MapPinOff} title={t('map.none')}>{t('map.noneAbout')}</Empty>
  )
  return (
    <Page
      fills
      title={t('title')}
      {...(all !== undefined && !deleted && { count: count(all) })}
      beside={
        !wide && (
          <Segments
            label={t('as.label')}
            value={as}
            onChange={(next) => setFilters({ as: next === 'list' ? undefined : next })}
            options={[
              { value: 'list', label: t('as.list'), icon: <List aria-hidden className="size-4" /> },
              { value: 'map', label: t('as.map'), icon: <MapIcon aria-hidden className="size-4" /> },
            ]}
          />
        )
      }
      actions={writes && <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>{t('create')}</Button>}
    >
      <div className="flex h-full flex-col">
        <div className="px-4 pt-3 sm:px-6">
          <FilterBar defs={defs} value={filters} onChange={setFilters} search={t('search')} />
        </div>
        <div className={clsx('min-h-0 flex-1 border-t', beside && 'grid grid-cols-[minmax(0,1fr)_minmax(0,40%)]')}>
          {(wide || as === 'list') && <div className="min-h-0">{fits}</div>}
          {(beside || (!wide && as === 'map')) && <div className="h-full min-h-0 border-l">{map}</div>}
        </div>
      </div>
      {creating && <SiteForm onClose={() => setCreating(false)} onSaved={({ id }) => open(id)} />}
    </Page>
  )
}

/** A number in the table, with its word on a phone, where there is no head. */
function Work({ site: { id, open } }: { site: Counted }) {
  const { t } = useTranslation('places')
  if (open === undefined) return null
  return (
    <Link to="/work-orders" search={{ siteId: id }} tabIndex={-1} className={clsx('hover:underline', !open && 'text-muted')}>
      <span className="max-sm:hidden">{count(open)}</span>
      <span className="sm:hidden">{t('openWork', { count: open })}</span>
    </Link>
  )
}
