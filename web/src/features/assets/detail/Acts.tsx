import { type AssetDetail, deleteAsset, restoreAsset } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { CircleArrowDown, CircleArrowUp, FolderInput, ListTree, MoreHorizontal, PackagePlus, Pencil, QrCode, Scale, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { printLabels } from '@/lib/labels'
import { useAct } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { AssetForm } from '../AssetForm'
import { MoveDialog } from '../MoveDialog'
import { DowntimeForm } from './DowntimeForm'
import { useEndDowntime } from './useDowntime'

/** What can be done with an asset. */
export function Acts({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [over, setOver] = useState<'edit' | 'move' | 'part' | 'down'>()
  const end = useEndDowntime(asset)
  const print = useAct({ do: () => printLabels([{ assetId: asset.id }]), touches: ['Portal'] })
  const remove = useAct({
    do: () => deleteAsset({ path: { asset_id: asset.id }, headers: ifMatch(asset.version) }),
    touches: ['Asset'],
    done: t('deleted', { name: asset.name }),
    undo: () => restoreAsset({ path: { asset_id: asset.id } }),
  })
  const writes = may('assets:write')
  const close = () => setOver(undefined)
  return (
    <>
      {may('downtime:write') && asset.status !== 'retired' && (asset.downSince ? (
        <Button icon={CircleArrowUp} busy={end.isPending} onClick={() => end.mutate()}>{t('downtime.up')}</Button>
      ) : (
        <Button icon={CircleArrowDown} onClick={() => setOver('down')}>{t('downtime.markDown')}</Button>
      ))}
      {writes && <Button icon={Pencil} onClick={() => setOver('edit')}>{t('common:edit')}</Button>}
      <Menu
        label={t('actsOn', { name: asset.name })}
        trigger={<IconButton icon={MoreHorizontal} look="plain" label={t('actsOn', { name: asset.name })} />}
        items={[
          may('portal:write') && { label: t('label.print'), icon: QrCode, onSelect: () => print.mutate() },
          { label: t('tree.show'), icon: ListTree, onSelect: () => void navigate({ to: '/assets', search: { as: 'tree', at: asset.id } }) },
          { label: t('compare.with'), icon: Scale, onSelect: () => void navigate({ to: '/assets/compare', search: { id: asset.id } }) },
          writes && '-',
          writes && { label: t('createPart'), icon: PackagePlus, onSelect: () => setOver('part') },
          writes && { label: t('move.verb'), icon: FolderInput, onSelect: () => setOver('move') },
          writes && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/assets' }) }) },
        ]}
      />
      {over === 'edit' && <AssetForm asset={asset} onClose={close} />}
      {over === 'part' && (
        <AssetForm
          at={{ parentId: asset.id, siteId: asset.siteId ?? null, locationId: asset.locationId ?? null }}
          onClose={close}
          onSaved={({ id }) => void navigate({ to: '/assets/$assetId', params: { assetId: id } })}
        />
      )}
      {over === 'move' && <MoveDialog asset={asset} onClose={close} />}
      {over === 'down' && <DowntimeForm asset={asset} onClose={close} />}
    </>
  )
}
