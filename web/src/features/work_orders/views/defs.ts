import type { Priority, WorkKind, WorkOrderStatus } from '@fettle/client'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import type { FilterDef } from '@/ui/filters'
import { DUE_THIS_WEEK } from './query'

export const STATUSES: WorkOrderStatus[] = ['new', 'approved', 'in_progress', 'on_hold', 'complete', 'closed', 'cancelled', 'skipped']
export const PRIORITIES: Priority[] = ['urgent', 'high', 'medium', 'low']
export const KINDS: WorkKind[] = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request']

/** The filters of work orders, with their words. */
export function useFilterDefs(): FilterDef[] {
  const { t, i18n } = useTranslation('workOrders')
  const { me, may, household } = useAccount()
  return useMemo(() => {
    const words = (prefix: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`common:${prefix}.${value}`) }))
    const people = may('staff:read')
    const made: Array<FilterDef | false> = [
      { key: 'open', label: t('filter.open'), kind: 'flag' },
      { key: 'status', label: t('filter.status'), kind: 'choice', options: words('status', STATUSES) },
      { key: 'priority', label: t('filter.priority'), kind: 'choice', options: words('priority', PRIORITIES) },
      { key: 'kind', label: t('filter.kind'), kind: 'choice', options: words('kind', KINDS) },
      people && {
        key: 'assigneeId', label: t('filter.assignee'), kind: 'record', record: 'staff',
        extra: [...(me.staffId ? [{ id: 'me', label: t('filter.me') }] : []), { id: 'none', label: t('common:nobody') }],
      },
      people && !household && { key: 'crewId', label: t('filter.crew'), kind: 'record', record: 'crew', extra: [{ id: 'mine', label: t('filter.myCrews') }] },
      { key: 'siteId', label: t('filter.site'), kind: 'record', record: 'site' },
      { key: 'locationId', label: t('filter.location'), kind: 'record', record: 'location' },
      { key: 'assetId', label: t('filter.asset'), kind: 'record', record: 'asset' },
      !household && { key: 'assetTypeId', label: t('filter.assetType'), kind: 'record', record: 'assetType' },
      { key: 'overdue', label: t('filter.overdue'), kind: 'flag' },
      { key: DUE_THIS_WEEK, label: t('filter.dueThisWeek'), kind: 'flag' },
      { key: 'due', label: t('filter.due'), kind: 'days', instants: true },
      { key: 'scheduled', label: t('filter.scheduled'), kind: 'days', instants: true },
      { key: 'created', label: t('filter.created'), kind: 'days', instants: true },
      { key: 'tagId', label: t('filter.tag'), kind: 'record', record: 'tag' },
      !household && { key: 'taskCodeId', label: t('filter.taskCode'), kind: 'record', record: 'taskCode' },
      may('plans:read') && { key: 'planId', label: t('filter.plan'), kind: 'record', record: 'plan' },
      may('people:read') && { key: 'requestedById', label: t('filter.requestedBy'), kind: 'record', record: 'person' },
      may('work_orders:write') && { key: 'deleted', label: t('filter.deleted'), kind: 'flag' },
    ]
    return made.filter((def): def is FilterDef => !!def)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- words depend on the language
  }, [t, i18n.language, me.staffId, may, household])
}
