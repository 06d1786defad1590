import { useMemo } from 'react'
import { useAccount } from '@/app/account'
import { ColumnMenu, useColumns } from '@/ui/table'
import { useWorkOrderColumns } from './list/columns'
import { GroupMenu } from './list/GroupMenu'
import { GROUPS, type Row } from './list/rows'
import { Rows } from './list/Rows'
import { useRowEdit } from './list/useRowEdit'
import { useWorkOrderFilters, WorkOrdersPage } from './WorkOrderViews'

/** All work orders as a table: ordered, grouped, changed in place or many at once. */
export default function Table() {
  const { address, set } = useWorkOrderFilters()
  const columns = useChosenColumns()
  const group = GROUPS.find((each) => each === address.group)
  return (
    <WorkOrdersPage
      view="table"
      tools={
        <>
          <GroupMenu value={group} onChange={(next) => set({ group: next })} />
          <ColumnMenu columns={columns} />
        </>
      }
    >
      <Rows key={group ?? ''} group={group} columns={columns.shown} />
    </WorkOrdersPage>
  )
}

/** The columns that the address names, else those of this browser. While a saved view is open, its columns stand in the address. */
function useChosenColumns() {
  const { address, set } = useWorkOrderFilters()
  const { may } = useAccount()
  const edit = useRowEdit()
  const all = useWorkOrderColumns(may('work_orders:write') && !address.deleted ? edit : undefined)
  const named = typeof address.columns === 'string' ? address.columns : undefined
  const view = useMemo(() => named?.split(','), [named])
  const columns = useColumns<Row>('workOrders', all, view)
  if (!named && (!address.view || address.view === 'all')) return columns
  return {
    ...columns,
    show: (ids: string[]) => set({ columns: ids.join(',') }, { replace: true }),
    reset: () => set({ columns: undefined }, { replace: true }),
  }
}
