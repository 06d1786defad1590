import { deleteSite, restoreSite, type Site } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { MoreHorizontal, Pencil, Plus, QrCode, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { printLabels } from '@/lib/labels'
import { useAct } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { SiteForm } from '../SiteForm'

const QuickCreate = lazy(() => import('@/features/work_orders/QuickCreate'))

/** What can be done with a site. */
export function Acts({ site }: { site: Site }) {
  const { t } = useTranslation('places')
  const { may } = useAccount()
  const navigate = useNavigate()
  const [over, setOver] = useState<'edit' | 'work'>()
  const print = useAct({ do: () => printLabels([{ siteId: site.id }]), touches: ['Portal'] })
  const remove = useAct({
    do: () => deleteSite({ path: { site_id: site.id }, headers: ifMatch(site.version) }),
    touches: ['Site'],
    done: t('deleted', { name: site.name }),
    undo: () => restoreSite({ path: { site_id: site.id } }),
  })
  const writes = may('places:write')
  const items = [
    may('portal:write') && { label: t('label.print'), icon: QrCode, onSelect: () => print.mutate() },
    writes && ('-' as const),
    writes && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/sites' }) }) },
  ]
  return (
    <>
      {may('work_orders:create') && <Button icon={Plus} onClick={() => setOver('work')}>{t('work.create')}</Button>}
      {writes && <Button icon={Pencil} onClick={() => setOver('edit')}>{t('common:edit')}</Button>}
      {items.some(Boolean) && (
        <Menu label={t('actsOn', { name: site.name })} items={items} trigger={<IconButton icon={MoreHorizontal} look="plain" label={t('actsOn', { name: site.name })} />} />
      )}
      {over === 'edit' && <SiteForm site={site} onClose={() => setOver(undefined)} />}
      {over === 'work' && (
        <Suspense fallback={null}>
          <QuickCreate close={() => setOver(undefined)} initial={{ siteId: site.id }} />
        </Suspense>
      )}
    </>
  )
}
