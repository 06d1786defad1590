import type { ListAssetsData, ListedAsset } from '@fettle/client'
import { listAssetsInfiniteOptions } from '@fettle/client/queries'
import { useNavigate } from '@tanstack/react-router'
import { Boxes } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/lib/query'
import { Empty } from '@/ui/states'
import { DataTable, useColumns } from '@/ui/table'
import { useColumnsOfAssets } from './useColumnsOfAssets'

const NONE: never[] = []
const SHOWN = ['name', 'number', 'status', 'assetTypeName', 'locationName', 'criticality', 'condition']

/** The assets at a place, as a table for the screen of that place. */
export function AssetsOf({ query, action }: { query: NonNullable<ListAssetsData['query']>; action?: ReactNode }) {
  const { t } = useTranslation('assets')
  const navigate = useNavigate()
  const [sort, setSort] = useState('name')
  const pages = usePages<ListedAsset>(listAssetsInfiniteOptions({ query: { ...query, sort: sort as never, limit: 100 } }))
  const { shown } = useColumns('assets-of', useColumnsOfAssets(NONE), SHOWN)
  return (
    <DataTable
      label={t('title')}
      columns={shown}
      pages={pages}
      sort={sort}
      onSort={setSort}
      onOpen={({ id }) => void navigate({ to: '/assets/$assetId', params: { assetId: id } })}
      empty={<Empty icon={Boxes} title={t('empty.title')} action={action}>{t('empty.about')}</Empty>}
    />
  )
}
