import { Archive, ArchiveRestore, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { day } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { FilterBar, type FilterDef, picked, useFilters } from '@/ui/filters'
import { Menu } from '@/ui/overlay'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { useOpened } from './opened'

export interface Kept {
  id: string
  version?: number
  active?: boolean
  deletedAt?: string | null
}

interface Props<Row extends Kept> {
  label: string
  columns: Column<Row>[]
  /** The client's `list…InfiniteOptions` for what the filters say. */
  list: (query: Record<string, unknown>) => { queryKey: readonly unknown[]; queryFn?: unknown }
  nameOf: (row: Row) => string
  /** Parts of the names of the operations that show these records. */
  touches: readonly string[]
  /** What may be done with them; none for those who may only look. */
  remove?: (row: Row) => Promise<unknown>
  restore?: (row: Row) => Promise<unknown>
  /** Takes a record out of use, or back, without deleting it. */
  activate?: (row: Row, active: boolean) => Promise<unknown>
  writes: boolean
  /** Words to look for; left out where the list cannot be searched. */
  search?: string
  defs?: FilterDef[]
  empty: ReactNode
}

/** A list of records of the settings: found, opened, taken out of use, deleted and brought back in the same way everywhere. */
export function RecordTable<Row extends Kept>(props: Props<Row>) {
  const { label, columns, list, nameOf, touches, remove, restore, activate, writes, search, defs = [], empty } = props
  const { t } = useTranslation('settings')
  const [filters, setFilters] = useFilters()
  const { open } = useOpened()
  const deleted = filters.deleted === true
  const all: FilterDef[] = [
    ...defs,
    ...(activate ? [{ kind: 'flag', key: 'inactive', label: t('record.inactive') } as const] : []),
    ...(restore && writes ? [{ kind: 'flag', key: 'deleted', label: t('record.deleted') } as const] : []),
  ]
  const query = { ...picked(filters, ['q', ...defs.map(({ key }) => key)]), ...(filters.inactive === true && { active: false }), ...(deleted && { deleted: true }), limit: 100 }
  const pages = usePages<Row>(list(query))
  const bringBack = useAct({ do: (row: Row) => restore!(row), touches, done: (_, row) => t('record.isRestored', { name: nameOf(row) }) })
  const takeAway = useAct({
    do: (row: Row) => remove!(row),
    touches,
    done: (_, row) => t('record.isDeleted', { name: nameOf(row) }),
    ...(restore && { undo: (_: unknown, row: Row) => restore(row) }),
  })
  const change = useAct({
    do: ({ row, active }: { row: Row; active: boolean }) => activate!(row, active),
    touches,
    done: (_, { row, active }) => t(active ? 'record.isActive' : 'record.isInactive', { name: nameOf(row) }),
  })
  const shown = useMemo<Column<Row>[]>(
    () => [
      ...columns,
      ...(activate && !deleted
        ? [{ id: 'active', header: t('record.use'), width: 110, phone: 'edge', cell: (row: Row) => row.active === false && <Badge>{t('record.inactive')}</Badge> } as Column<Row>]
        : []),
      ...(deleted ? [{ id: 'deletedAt', header: t('record.deletedOn'), width: 110, cell: (row: Row) => day(row.deletedAt) } as Column<Row>] : []),
      ...(writes
        ? [
            {
              id: 'verbs',
              header: '',
              width: deleted ? 130 : 48,
              phone: 'edge',
              cell: (row: Row) =>
                deleted ? (
                  <Button size="sm" icon={RotateCcw} onClick={() => bringBack.mutate(row)}>
                    {t('common:restore')}
                  </Button>
                ) : (
                  <Menu
                    label={t('record.verbs', { name: nameOf(row) })}
                    trigger={<IconButton size="sm" icon={Ellipsis} label={t('record.verbs', { name: nameOf(row) })} />}
                    items={[
                      { label: t('common:edit'), icon: Pencil, onSelect: () => open(row.id) },
                      activate && {
                        label: t(row.active === false ? 'record.activate' : 'record.deactivate'),
                        icon: row.active === false ? ArchiveRestore : Archive,
                        onSelect: () => change.mutate({ row, active: row.active === false }),
                      },
                      remove && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => takeAway.mutate(row) },
                    ]}
                  />
                ),
            } as Column<Row>,
          ]
        : []),
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the acts are made anew by every render and do the same
    [columns, deleted, writes, t],
  )
  const filtered = Object.keys(query).length > 1
  return (
    <div className="flex h-full flex-col">
      <div className="px-4 pt-3 sm:px-6">
        <FilterBar defs={all} value={filters} onChange={setFilters} {...(search && { search })} />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={label}
          columns={shown}
          pages={pages}
          {...(!deleted && { onOpen: ({ id }: Row) => open(id) })}
          empty={filtered ? <Empty title={deleted ? t('record.noneDeleted') : t('record.noneFound')} /> : empty}
        />
      </div>
    </div>
  )
}
