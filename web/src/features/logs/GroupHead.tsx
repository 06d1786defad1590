import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, hours, money } from '@/lib/format'
import { StatusBadge } from '@/ui/badge'
import type { By, Row } from './entries'
import { useDays } from './useEntries'
import { useWorkOrder } from './WorkOrders'

interface Props {
  row: Row
  by: By
  query: Record<string, unknown>
}

/** A day, person or work order, with what it comes to. */
export function GroupHead({ row, by, query }: Props) {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const days = useDays(query).data
  const sum = by === 'day' ? days?.find(({ key }) => key === row.group) : row.sum
  return (
    <span className="flex min-w-0 items-center gap-3">
      {by === 'day' ? <span>{day(row.group, { weekday: true })}</span> : by === 'person' ? <span>{row.sum?.label ?? t('nobody')}</span> : <OfWork id={row.group} />}
      {sum && (
        <span className="flex gap-3 font-normal whitespace-nowrap text-muted">
          <span>{t('entries', { count: sum.entries })}</span>
          {Number(sum.hours) !== 0 && <span>{hours(sum.hours)}</span>}
          {may('costs:read') && sum.cost !== null && sum.cost !== undefined && <span>{money(sum.cost)}</span>}
          {!!sum.unpriced && <span className="text-warn">{t('unpriced', { count: sum.unpriced })}</span>}
        </span>
      )}
    </span>
  )
}

function OfWork({ id }: { id: string }) {
  const workOrder = useWorkOrder(id)
  return (
    <>
      <Link to="/work-orders/$workOrderId" params={{ workOrderId: id }} title={workOrder?.title} className="max-w-96 truncate hover:underline">
        {workOrder ? `WO-${workOrder.number} ${workOrder.title}` : '…'}
      </Link>
      {workOrder && <StatusBadge status={workOrder.status} />}
    </>
  )
}
