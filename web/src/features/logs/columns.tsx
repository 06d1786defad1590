import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, hours, money, number } from '@/lib/format'
import { Badge, StatusBadge } from '@/ui/badge'
import type { Column } from '@/ui/table'
import { type By, costOf, hoursOf, linesIn, namesOf, type Row } from './entries'
import { useWorkOrder } from './WorkOrders'

/** What the review says of each entry; what stands at the head of its group is left out. */
export function useLogColumns(by: By): Column<Row>[] {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const costs = may('costs:read')
  return useMemo(() => {
    const columns: Array<Column<Row> | false> = [
      by !== 'day' && { id: 'day', header: t('column.day'), width: 110, phone: 'edge', cell: ({ entry }) => entry && day(entry.performedOn, { weekday: true }) },
      by !== 'workOrder' && { id: 'workOrder', header: t('column.workOrder'), width: 200, grow: true, phone: 'title', cell: ({ entry }) => entry && <Work id={entry.workOrderId} /> },
      { id: 'who', header: t('column.who'), width: 150, phone: by === 'workOrder' ? 'title' : 'below', cell: ({ entry }) => entry && <Names names={namesOf(entry)} /> },
      { id: 'what', header: t('column.what'), width: 220, grow: true, always: true, phone: 'below', cell: (row) => <What row={row} by={by} /> },
      { id: 'hours', header: t('column.hours'), width: 80, align: 'end', phone: 'edge', cell: (row) => row.entry && <Amount value={hoursOf(linesIn(row.entry, by, row.group))} write={hours} /> },
      costs && { id: 'cost', header: t('column.cost'), width: 100, align: 'end', cell: (row) => row.entry && <Amount value={costOf(linesIn(row.entry, by, row.group))} write={money} /> },
      { id: 'note', header: t('column.note'), width: 140, cell: ({ entry }) => entry?.note && <span title={entry.note}>{entry.note}</span> },
      { id: 'state', header: t('column.state'), width: 120, cell: ({ entry }) => entry && <State entry={entry} alone={by === 'workOrder'} /> },
    ]
    return columns.filter((column) => column !== false)
  }, [t, by, costs])
}

function Work({ id }: { id: string }) {
  const workOrder = useWorkOrder(id)
  return (
    <span title={workOrder?.title}>
      <Link to="/work-orders/$workOrderId" params={{ workOrderId: id }} className="font-medium hover:underline">
        {workOrder ? `WO-${workOrder.number}` : '…'}
      </Link>{' '}
      {workOrder?.title}
    </span>
  )
}

function Names({ names }: { names: string[] }) {
  const said = names.join(', ')
  return said ? <span title={said}>{said}</span> : <span className="text-muted">–</span>
}

function Amount({ value, write }: { value: number | null; write: (value: number) => string }) {
  return value === null || value === 0 ? <span className="text-faint">–</span> : <>{write(value)}</>
}

/** `Labour 2.5 h · Diesel × 6 · Loader 1 h`. */
function What({ row, by }: { row: Row; by: By }) {
  const { t } = useTranslation('logs')
  if (row.more) return <span className="text-muted">{t('more', { count: row.more })}</span>
  const said = linesIn(row.entry!, by, row.group)
    .map((line) => {
      const name = line.kind === 'labour' ? (line.taskCode ?? t('common:lineKind.labour')) : (line.item ?? line.vendor ?? line.assetName ?? t(`common:lineKind.${line.kind}`))
      return line.unit === 'hour' ? `${name} ${hours(line.quantity)}` : line.kind === 'contract' ? name : `${name} × ${number(line.quantity)}`
    })
    .join(' · ')
  return <span title={said}>{said}</span>
}

/** Whether it stands; else how far its work order is, unless that stands at the head of the group. */
function State({ entry, alone }: { entry: NonNullable<Row['entry']>; alone: boolean }) {
  const { t } = useTranslation('logs')
  const status = useWorkOrder(entry.workOrderId)?.status
  if (entry.reversedById) return <Badge tone="warn">{t('state.reversed')}</Badge>
  if (entry.reversesId) return <Badge tone="violet">{t('state.reversal')}</Badge>
  return status && !alone ? <StatusBadge status={status} /> : null
}
