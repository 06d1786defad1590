import type { Location, LocationKind } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { Boxes, Building2, ClipboardList, DoorOpen, FolderInput, Layers, type LucideIcon, MoreHorizontal, Pencil, Plus, QrCode, SquareDashed, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'

const ICONS: Record<LocationKind, LucideIcon> = { building: Building2, floor: Layers, room: DoorOpen, area: SquareDashed }

/** What a location is called, and what it is. */
export function LocationLine({ location: { name, kind = 'area' } }: { location: Location }) {
  const { t } = useTranslation('places')
  const Icon = ICONS[kind]
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 truncate font-medium" title={name}>{name}</span>
      <span className="shrink-0 text-sm text-muted">{t(`kind.${kind}`)}</span>
    </>
  )
}

interface Props {
  location: Location
  onEdit: () => void
  onAdd: () => void
  onPage: () => void
  onRemove: () => void
}

export function LocationActs({ location, onEdit, onAdd, onPage, onRemove }: Props) {
  const { t } = useTranslation('places')
  const { may } = useAccount()
  const navigate = useNavigate()
  const writes = may('places:write')
  return (
    <Menu
      label={t('actsOn', { name: location.name })}
      trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('actsOn', { name: location.name })} />}
      items={[
        writes && { label: t('location.addInside'), icon: Plus, onSelect: onAdd },
        writes && { label: t('location.rename'), icon: Pencil, onSelect: onEdit },
        writes && { label: t('location.move'), icon: FolderInput, onSelect: onEdit },
        may('portal:read') && { label: t('public.title'), icon: QrCode, onSelect: onPage },
        { label: t('tab.assets'), icon: Boxes, onSelect: () => void navigate({ to: '/assets', search: { locationId: location.id } }) },
        may('work_orders:read') && { label: t('work.open'), icon: ClipboardList, onSelect: () => void navigate({ to: '/work-orders', search: { locationId: location.id } }) },
        writes && '-',
        writes && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: onRemove },
      ]}
    />
  )
}
