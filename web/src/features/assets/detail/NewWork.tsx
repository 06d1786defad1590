import type { AssetDetail } from '@fettle/client'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'

const QuickCreate = lazy(() => import('@/features/work_orders/QuickCreate'))

/** Begins a work order on this asset. */
export function NewWork({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const [open, setOpen] = useState(false)
  if (!may('work_orders:create')) return null
  return (
    <>
      <Button look="primary" icon={Plus} onClick={() => setOpen(true)}>{t('work.create')}</Button>
      {open && (
        <Suspense fallback={null}>
          <QuickCreate close={() => setOpen(false)} initial={{ assetIds: [asset.id], siteId: asset.siteId ?? null, locationId: asset.locationId ?? null }} />
        </Suspense>
      )}
    </>
  )
}
