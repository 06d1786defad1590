import { type ListedAsset, restoreAsset } from '@fettle/client'
import { listAssetsInfiniteOptions } from '@fettle/client/queries'
import { useNavigate } from '@tanstack/react-router'
import { ArchiveRestore, Boxes, Plus, QrCode, Scale } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { printLabels } from '@/lib/labels'
import { useAct, usePages } from '@/lib/query'
import { Button } from '@/ui/button'
import { FilterBar, keysOf, picked, useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import { type Column, ColumnMenu, DataTable, useColumns } from '@/ui/table'
import { queryOf, settled } from './filters'
import { useAssetFilters } from './useAssetFilters'
import { useColumnsOfAssets } from './useColumnsOfAssets'

const MOST_COMPARED = 5

export function AssetTable({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { defs, fields } = useAssetFilters()
  const pages = usePages<ListedAsset>(
    listAssetsInfiniteOptions({ query: { ...queryOf(picked(filters, [...keysOf(defs), 'q', 'sort'])), limit: 100 } as never }),
  )
  const deleted = filters.deleted === true
  const all = useColumnsOfAssets(fields)
  const restore = useAct({
    do: (asset: ListedAsset) => restoreAsset({ path: { asset_id: asset.id } }),
    touches: ['Asset'],
    done: ({ name }) => t('restored', { name }),
  })
  const print = useAct({ do: (ids: string[]) => printLabels(ids.map((assetId) => ({ assetId }))), touches: ['Portal'] })
  const columns = useColumns('assets', all)
  const back: Column<ListedAsset> = {
    id: 'restore', header: '', width: 150, phone: 'edge',
    cell: (asset) => <Button size="sm" icon={ArchiveRestore} onClick={() => restore.mutate(asset)}>{t('common:restore')}</Button>,
  }
  const shown = useMemo(() => (deleted && may('assets:write') ? [...columns.shown, back] : columns.shown), [columns.shown, deleted]) // eslint-disable-line react-hooks/exhaustive-deps
  const narrowed = defs.some((def) => keysOf([def]).some((key) => filters[key] !== undefined)) || !!filters.q

  return (
    <div className="flex h-full flex-col">
      <div className="px-4 pt-3 sm:px-6">
        <FilterBar defs={defs} value={filters} onChange={(change, options) => setFilters(settled(change, fields), options)} search={t('search')} pinned={['siteId', 'assetTypeId', 'status']}>
          <ColumnMenu columns={columns} />
        </FilterBar>
        {selected.size > 0 && (
          <div role="region" aria-label={t('selection.label')} className="mb-3 flex flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1.5 text-sm">
            <span className="font-medium text-accent">{t('selection.count', { count: selected.size })}</span>
            <Button
              size="sm"
              icon={Scale}
              disabled={selected.size < 2 || selected.size > MOST_COMPARED}
              title={t('compare.howMany')}
              onClick={() => void navigate({ to: '/assets/compare', search: { id: [...selected] } })}
            >
              {t('compare.verb')}
            </Button>
            {may('portal:write') && (
              <Button size="sm" icon={QrCode} busy={print.isPending} onClick={() => print.mutate([...selected])}>
                {t('label.printMany')}
              </Button>
            )}
            <Button size="sm" look="quiet" className="ml-auto" onClick={() => setSelected(new Set())}>
              {t('selection.clear')}
            </Button>
          </div>
        )}
      </div>
      <div className="min-h-0 flex-1 border-t">
        <DataTable
          label={t('title')}
          columns={shown}
          pages={pages}
          sort={String(filters.sort ?? 'name')}
          onSort={(sort) => setFilters({ sort }, { replace: true })}
          {...(!deleted && { selected, onSelect: setSelected, onOpen: ({ id }: ListedAsset) => void navigate({ to: '/assets/$assetId', params: { assetId: id } }) })}
          empty={
            narrowed ? (
              <Empty title={t(deleted ? 'empty.noneDeleted' : 'empty.nothingFits')} action={<Button onClick={() => setFilters(Object.fromEntries([...keysOf(defs), 'q'].map((key) => [key, undefined])))}>{t('empty.showAll')}</Button>} />
            ) : (
              <Empty icon={Boxes} title={t('empty.title')} action={may('assets:write') && <Button icon={Plus} onClick={onCreate}>{t('create')}</Button>}>
                {t('empty.about')}
              </Empty>
            )
          }
        />
      </div>
    </div>
  )
}
