import type { ListedAsset } from '@fettle/client'
import { Link, useNavigate } from '@tanstack/react-router'
import { FolderInput, MapPin, MoreHorizontal, PackagePlus, SquareArrowOutUpRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count } from '@/lib/format'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { CriticalityMark, DownMark, StatusMark } from '../marks'
import { useStanding } from './useAssetTree'

/** One asset in the tree: what it is called, and how it stands. */
export function Line({ asset }: { asset: ListedAsset }) {
  const { t } = useTranslation('assets')
  const standing = useStanding(asset.id)
  const parts = standing?.childCount ?? 0
  return (
    <>
      <Link to="/assets/$assetId" params={{ assetId: asset.id }} tabIndex={-1} draggable={false} className="min-w-0 shrink truncate font-medium hover:underline" title={asset.name}>
        {asset.name}
      </Link>
      {asset.number && <span className="shrink-0 text-sm text-muted max-sm:hidden">{asset.number}</span>}
      <span className="flex shrink-0 items-center gap-1.5">
        <DownMark since={standing?.downSince} brief />
        {asset.status !== 'in_service' && <StatusMark status={asset.status} />}
        {(asset.criticality === 'critical' || asset.criticality === 'high') && <span className="max-sm:hidden"><CriticalityMark criticality={asset.criticality} /></span>}
      </span>
      {parts > 0 && <span className="shrink-0 text-sm text-muted max-sm:hidden">{t('tree.parts', { count: parts, shown: count(parts) })}</span>}
      <span className="ml-auto hidden min-w-0 shrink truncate pl-3 text-sm text-muted md:block">{[asset.assetTypeName, asset.locationName].filter(Boolean).join(' · ')}</span>
    </>
  )
}

export function LineActs({ asset, onMove, onCreate }: { asset: ListedAsset; onMove: () => void; onCreate: () => void }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const navigate = useNavigate()
  const writes = may('assets:write')
  return (
    <Menu
      label={t('actsOn', { name: asset.name })}
      trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('actsOn', { name: asset.name })} />}
      items={[
        { label: t('open'), icon: SquareArrowOutUpRight, onSelect: () => void navigate({ to: '/assets/$assetId', params: { assetId: asset.id } }) },
        writes && { label: t('createPart'), icon: PackagePlus, onSelect: onCreate },
        writes && { label: t('move.verb'), icon: FolderInput, onSelect: onMove },
      ]}
    />
  )
}

/** A site, above the assets that stand at it. */
export function SiteLine({ name }: { name: string }) {
  return (
    <>
      <MapPin aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 truncate font-semibold" title={name}>{name}</span>
    </>
  )
}

export function SiteActs({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('assets')
  const navigate = useNavigate()
  return <IconButton size="sm" icon={SquareArrowOutUpRight} label={t('tree.site', { name })} onClick={() => void navigate({ to: '/sites/$siteId', params: { siteId: id } })} />
}
