import type { CustomField, ListedAsset } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, money } from '@/lib/format'
import { useChoice } from '@/lib/records'
import { Badge } from '@/ui/badge'
import { CustomValue } from '@/ui/custom'
import type { Column } from '@/ui/table'
import { ConditionMark, CriticalityMark, StatusMark } from './marks'

/** All that a table can show of assets. */
export function useColumnsOfAssets(custom: readonly CustomField[]): Column<ListedAsset>[] {
  const { t } = useTranslation('assets')
  const { may, household } = useAccount()
  const prices = may('costs:read')
  return useMemo(() => {
    const words = (id: keyof ListedAsset & string, width: number, more: Partial<Column<ListedAsset>> = {}): Column<ListedAsset> => ({
      id, header: t(`field.${id}`), width, cell: (asset) => <span title={String(asset[id] ?? '')}>{String(asset[id] ?? '')}</span>, ...more,
    })
    return [
      {
        id: 'name', header: t('field.name'), width: 240, grow: true, sort: 'name', always: true, phone: 'title',
        cell: (asset) => (
          <Link to="/assets/$assetId" params={{ assetId: asset.id }} tabIndex={-1} className="font-medium hover:underline" title={asset.name}>
            {asset.name}
          </Link>
        ),
      },
      words('number', 120, { sort: 'number', phone: 'below' }),
      { id: 'status', header: t('field.status'), width: 132, phone: 'edge', cell: (asset) => <StatusMark status={asset.status} /> },
      words('assetTypeName', 130),
      words('categoryName', 150),
      words('siteName', 190, { phone: 'below' }),
      words('locationName', 150),
      { id: 'criticality', header: t('field.criticality'), width: 110, hidden: household, cell: (asset) => <CriticalityMark criticality={asset.criticality} /> },
      { id: 'condition', header: t('field.condition'), width: 100, cell: (asset) => <ConditionMark condition={asset.condition} /> },
      { id: 'tagIds', header: t('field.tagIds'), width: 180, hidden: true, cell: (asset) => <Tags ids={asset.tagIds ?? []} /> },
      words('manufacturer', 150, { hidden: true }),
      words('model', 130, { hidden: true }),
      words('serialNumber', 150, { hidden: true }),
      { id: 'installedOn', header: t('field.installedOn'), width: 120, hidden: true, cell: (asset) => day(asset.installedOn, { year: true }) },
      { id: 'warrantyUntil', header: t('field.warrantyUntil'), width: 130, hidden: !household, sort: 'warrantyUntil', cell: (asset) => day(asset.warrantyUntil, { year: true }) },
      ...(prices
        ? [
            { id: 'purchasePrice', header: t('field.purchasePrice'), width: 130, hidden: true, align: 'end' as const, cell: (asset: ListedAsset) => money(asset.purchasePrice) },
            { id: 'replacementCost', header: t('field.replacementCost'), width: 150, hidden: true, align: 'end' as const, cell: (asset: ListedAsset) => money(asset.replacementCost) },
          ]
        : []),
      { id: 'createdAt', header: t('field.createdAt'), width: 120, hidden: true, sort: 'createdAt', cell: (asset) => day(asset.createdAt, { year: true }) },
      ...custom
        .map((field): Column<ListedAsset> => ({
          id: `custom.${field.key}`, header: field.label, width: 140, hidden: !field.inLists, cell: (asset) => <CustomValue field={field} value={asset.custom?.[field.key]} />,
        })),
    ]
  }, [t, prices, household, custom])
}

function Tags({ ids }: { ids: string[] }) {
  return <span className="flex gap-1">{ids.map((id) => <Tag key={id} id={id} />)}</span>
}

export function Tag({ id }: { id: string }) {
  return <Badge>{useChoice('tag', id)?.label ?? '…'}</Badge>
}
