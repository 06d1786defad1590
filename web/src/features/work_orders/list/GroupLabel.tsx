import type { Priority, WorkOrderGroup, WorkOrderStatus } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { PriorityMark, StatusBadge, Who } from '@/ui/badge'
import type { GroupBy } from './rows'

/** What a group of work orders has in common, as its head shows it. */
export function GroupLabel({ by, group }: { by: GroupBy; group: WorkOrderGroup | undefined }) {
  const { t } = useTranslation('workOrders')
  const key = group?.key
  if (!key) return by === 'assignee' ? <Who name={null} /> : <span className="text-muted">{t(`list.without.${by}`)}</span>
  if (by === 'status') return <StatusBadge status={key as WorkOrderStatus} />
  if (by === 'priority') return <PriorityMark priority={key as Priority} words />
  if (by === 'kind') return <>{t(`common:kind.${key}`)}</>
  if (by === 'assignee') return <Who name={group.name} />
  return <>{group.name ?? '–'}</>
}
