import type { ListedAsset } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { ListTree, Plus, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Page } from '@/ui/page'
import { Segments } from '@/ui/tabs'
import { AssetForm } from './AssetForm'
import { AssetTable } from './AssetTable'
import { AssetTree } from './tree/AssetTree'

/** Everything that is maintained, as a table to search or as the tree of what is part of what. */
export default function Assets() {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const as = filters.as === 'tree' ? 'tree' : 'table'
  const [creating, setCreating] = useState<{ within?: ListedAsset | undefined }>()
  const create = (within?: ListedAsset) => setCreating({ within })
  return (
    <Page
      fills
      title={t('title')}
      beside={
        <Segments
          label={t('as.label')}
          value={as}
          onChange={(next) => setFilters({ as: next === 'table' ? undefined : next })}
          options={[
            { value: 'table', label: t('as.table'), icon: <Table2 aria-hidden className="size-4" /> },
            { value: 'tree', label: t('as.tree'), icon: <ListTree aria-hidden className="size-4" /> },
          ]}
        />
      }
      actions={
        may('assets:write') && (
          <Button look="primary" icon={Plus} onClick={() => create()}>
            {t('create')}
          </Button>
        )
      }
    >
      {as === 'tree' ? <AssetTree onCreate={create} /> : <AssetTable onCreate={() => create()} />}
      {creating && (
        <AssetForm
          {...(creating.within && { at: { parentId: creating.within.id, siteId: creating.within.siteId ?? null, locationId: creating.within.locationId ?? null } })}
          onClose={() => setCreating(undefined)}
          onSaved={({ id }) => as === 'table' && void navigate({ to: '/assets/$assetId', params: { assetId: id } })}
        />
      )}
    </Page>
  )
}
