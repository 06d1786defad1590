import type { ListedAsset } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsDownUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { type FilterDef, FilterBar, useFilters } from '@/ui/filters'
import { RecordPicker } from '@/ui/picker'
import { Failed, Read } from '@/ui/states'
import { Tree } from '@/ui/tree'
import { MoveDialog, type Onto } from '../MoveDialog'
import { useMove } from '../moving'
import { Line, LineActs, SiteActs, SiteLine } from './Line'
import { type Node, NOWHERE } from './nodes'
import { useAssetTree, useLeaf } from './useAssetTree'

interface Moving {
  asset: ListedAsset
  onto?: Onto
}

/** All assets by their site, and by what they are part of. */
export function AssetTree({ onCreate }: { onCreate: (parent?: ListedAsset) => void }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [filters, setFilters] = useFilters()
  const siteId = filters.siteId === undefined ? undefined : [filters.siteId].flat().map(String)
  const at = filters.at === undefined ? undefined : String(filters.at)
  const tree = useAssetTree(siteId, at)
  const [moving, setMoving] = useState<Moving>()
  const move = useMove()
  const writes = may('assets:write')
  const defs: FilterDef[] = [{ key: 'siteId', label: t('field.site'), kind: 'record', record: 'site' }]

  const drop = (node: Node, target: Node | null) => {
    if (node.kind === 'site' || !target) return
    const { asset } = node
    const parent = target.kind === 'asset' ? target.asset : null
    const site = parent ? (parent.siteId ?? null) : target.id === NOWHERE ? null : target.id
    const stays = site === (asset.siteId ?? null)
    if (stays && (parent?.id ?? null) === (asset.parentId ?? null)) return
    if (stays) move.mutate({ asset, to: { parentId: parent?.id ?? null } })
    else setMoving({ asset, onto: { parentId: parent?.id ?? null, siteId: site } })
  }

  return (
    <div className="flex h-full flex-col">
      <div className="px-4 pt-3 sm:px-6">
        <FilterBar defs={defs} value={filters} onChange={setFilters} pinned={['siteId']}>
          <div className="w-64">
            <RecordPicker
              kind="asset"
              aria-label={t('tree.find')}
              placeholder={t('tree.find')}
              value={at ?? null}
              onChange={(id) => setFilters({ at: (id as string | null) ?? undefined })}
            />
          </div>
          {tree.anyOpen && <Button icon={ChevronsDownUp} onClick={tree.collapse}>{t('tree.collapse')}</Button>}
        </FilterBar>
      </div>
      <div className="min-h-0 flex-1 border-t">
        {tree.failed && <Failed error={tree.failed.error} retry={() => void tree.failed?.refetch()} />}
        <Read query={tree.sites}>
          {() => (
            <Tree
              label={t('tree.label')}
              lines={tree.lines}
              nameOf={(node) => node.name}
              useLeaf={useLeaf}
              at={at}
              onToggle={tree.toggle}
              onMore={tree.more}
              onOpen={(node, open) => (node.kind === 'site' ? tree.toggle(node, !open) : void navigate({ to: '/assets/$assetId', params: { assetId: node.id } }))}
              drag={writes ? { onto: drop, may: (node) => node.kind === 'asset' } : undefined}
              render={(node) => (node.kind === 'site' ? <SiteLine name={node.name} /> : <Line asset={node.asset} />)}
              acts={(node) =>
                node.kind === 'asset' ? (
                  <LineActs asset={node.asset} onMove={() => setMoving({ asset: node.asset })} onCreate={() => onCreate(node.asset)} />
                ) : (
                  node.id !== NOWHERE && <SiteActs id={node.id} name={node.name} />
                )
              }
            />
          )}
        </Read>
      </div>
      {moving && <MoveDialog {...moving} onClose={() => setMoving(undefined)} />}
    </div>
  )
}
