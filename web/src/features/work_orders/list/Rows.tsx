import { countWorkOrdersOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ClipboardList } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { usePhone } from '@/lib/screen'
import { Button } from '@/ui/button'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { sortOf, type WorkOrderQuery } from '../views/query'
import { useWorkOrderFilters } from '../WorkOrderViews'
import { BulkBar } from './BulkBar'
import { CellEditors, editByKey } from './EditCell'
import { GroupLabel } from './GroupLabel'
import { type GroupBy, type Row, useRows } from './rows'

/** The rows that the address asks for, and what is done with several of them. */
export function Rows({ group, columns }: { group: GroupBy | undefined; columns: Column<Row>[] }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { query, address, set } = useWorkOrderFilters()
  const navigate = useNavigate()
  const phone = usePhone()
  const sort = sortOf(address)
  const pages = useRows(query, sort, group)
  const total = useQuery({ ...countWorkOrdersOptions({ query }), placeholderData: keepPreviousData }).data?.total
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  // What is no longer listed must not be changed unseen.
  useEffect(() => select(new Set()), [query])
  const acts = may('work_orders:write') || may('work_orders:approve') || may('work_orders:close') || may('work_orders:cancel')
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1 border-t">
        <CellEditors>
          <DataTable<Row>
            label={t('list.title')}
            columns={columns}
            pages={pages}
            {...(total !== undefined && { total })}
            {...(sort && { sort })}
            onSort={(next) => set({ sort: next }, { replace: true })}
            {...(acts && !address.deleted && !phone && { selected, onSelect: select })}
            onOpen={(row) => void navigate({ to: '/work-orders/$workOrderId' as never, params: { workOrderId: row.id } as never })}
            onKey={editByKey}
            {...(group && {
              groupOf: (row: Row) => ({ key: row.group?.key ?? '', label: <GroupLabel by={group} group={row.group} />, ...(row.group && { count: row.group.count }) }),
            })}
            empty={<Nothing query={query} onAll={() => set(Object.fromEntries(Object.keys(address).map((key) => [key, undefined])))} />}
          />
        </CellEditors>
      </div>
      {selected.size > 0 && <BulkBar rows={pages.rows.filter(({ id }) => selected.has(id))} onSelect={select} />}
    </div>
  )
}

/** Why the list is empty, and what to do about it. */
function Nothing({ query, onAll }: { query: WorkOrderQuery; onAll: () => void }) {
  const { t } = useTranslation('workOrders')
  const names = Object.keys(query)
  if (names.length === 0) return <Empty icon={ClipboardList} title={t('list.none')}>{t('list.noneHelp')}</Empty>
  const onlyOpen = names.length === 1 && query.open === true
  return (
    <Empty icon={ClipboardList} title={onlyOpen ? t('list.noneOpen') : t('list.noneMatch')} action={<Button onClick={onAll}>{t('list.showAll')}</Button>}>
      {onlyOpen ? t('list.noneOpenHelp') : t('list.noneMatchHelp')}
    </Empty>
  )
}
