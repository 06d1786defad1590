import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomFields } from '@/ui/custom'
import type { FilterDef } from '@/ui/filters'
import { customDefs } from './filters'
import { CRITICALITIES, STATUSES } from './kinds'

/** By what assets can be narrowed down. */
export function useAssetFilters() {
  const { t } = useTranslation('assets')
  const { fields } = useCustomFields('asset')
  const defs = useMemo((): FilterDef[] => [
    { key: 'siteId', label: t('field.site'), kind: 'record', record: 'site' },
    { key: 'assetTypeId', label: t('field.assetTypeName'), kind: 'record', record: 'assetType' },
    { key: 'status', label: t('field.status'), kind: 'choice', options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })) },
    { key: 'locationId', label: t('field.location'), kind: 'record', record: 'location' },
    { key: 'categoryId', label: t('field.categoryName'), kind: 'record', record: 'assetCategory' },
    { key: 'criticality', label: t('field.criticality'), kind: 'choice', options: CRITICALITIES.map((value) => ({ value, label: t(`criticality.${value}`) })) },
    { key: 'tagId', label: t('field.tagIds'), kind: 'record', record: 'tag' },
    ...customDefs(fields, t('common:yes'), t('common:no')),
    { key: 'deleted', label: t('filter.deleted'), kind: 'flag' },
  ], [t, fields])
  return { defs, fields }
}
