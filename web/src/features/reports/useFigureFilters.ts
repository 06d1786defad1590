import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilterDef } from '@/ui/filters'
import type { FilterKind } from './figures'

const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const
const STATUSES = ['new', 'approved', 'in_progress', 'on_hold', 'complete', 'closed', 'cancelled', 'skipped'] as const
const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
const LINE_KINDS = ['labour', 'material', 'equipment', 'contract', 'other'] as const

/** By what the records behind a figure are narrowed down. */
export function useFigureFilters(kind: FilterKind): FilterDef[] {
  const { t } = useTranslation('analysis')
  return useMemo(() => {
    const site: FilterDef = { key: 'siteId', label: t('dimension.site'), kind: 'record', record: 'site' }
    const asset: FilterDef = { key: 'assetId', label: t('dimension.asset'), kind: 'record', record: 'asset' }
    switch (kind) {
      case 'work':
        return [
          site,
          { key: 'crewId', label: t('dimension.crew'), kind: 'record', record: 'crew' },
          { key: 'assigneeId', label: t('dimension.assignee'), kind: 'record', record: 'staff' },
          asset,
          { key: 'taskCodeId', label: t('dimension.taskCode'), kind: 'record', record: 'taskCode' },
          { key: 'kind', label: t('dimension.kind'), kind: 'choice', options: KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) })) },
          { key: 'status', label: t('dimension.status'), kind: 'choice', options: STATUSES.map((value) => ({ value, label: t(`common:status.${value}`) })) },
          { key: 'priority', label: t('dimension.priority'), kind: 'choice', options: PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) })) },
        ]
      case 'assets':
        return [
          site,
          asset,
          { key: 'assetTypeId', label: t('dimension.assetType'), kind: 'record', record: 'assetType' },
          { key: 'categoryId', label: t('dimension.category'), kind: 'record', record: 'assetCategory' },
        ]
      case 'logs':
        return [
          { key: 'staffId', label: t('dimension.person'), kind: 'record', record: 'staff' },
          site,
          asset,
          { key: 'glCodeId', label: t('dimension.glCode'), kind: 'record', record: 'glCode' },
          { key: 'kind', label: t('dimension.lineKind'), kind: 'choice', options: LINE_KINDS.map((value) => ({ value, label: t(`common:lineKind.${value}`) })) },
        ]
    }
  }, [t, kind])
}
