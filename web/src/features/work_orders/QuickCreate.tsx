import type { WorkOrder } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { tellNext } from '@/ui/toast'
import { approvesAtOnce, Entry } from './create/Entry'
import { EMPTY, fromPath, type NewWorkOrder, next } from './create/values'
import { TOUCHED } from './list/useRowEdit'

const FORM = 'new-work-order'

interface Props {
  close: () => void
  /** What is known already, such as the asset that the work is on. */
  initial?: Partial<NewWorkOrder>
  created?: (workOrder: WorkOrder) => void
}

/** Writes a work order down: one line and Enter. Everything else can be said, and none of it has to be. */
export default function QuickCreate({ close, initial, created }: Props) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [more, setMore] = useState(false)
  const [another, setAnother] = useState(false)
  const [busy, setBusy] = useState(false)
  const [entry, setEntry] = useState(() => ({
    round: 0,
    values: { ...EMPTY, approve: may('work_orders:approve') && approvesAtOnce(), ...(initial ?? fromPath(pathname)) },
  }))
  const saved = (workOrder: WorkOrder, values: NewWorkOrder) => {
    void readAnew(client, TOUCHED)
    tellNext(t('create.done', { number: `WO-${workOrder.number}` }), {
      label: t('create.open'),
      go: () => void navigate({ to: '/work-orders/$workOrderId' as never, params: { workOrderId: workOrder.id } as never }),
    })
    created?.(workOrder)
    if (another) setEntry(({ round }) => ({ round: round + 1, values: next(values) }))
    else close()
  }
  return (
    <Dialog
      open
      onClose={close}
      title={t('create.title')}
      size={more ? 'lg' : 'md'}
      footer={
        <>
          <label className="mr-auto flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input type="checkbox" className="size-4 accent-(--accent)" checked={another} onChange={(event) => setAnother(event.target.checked)} />
            {t('create.another')}
          </label>
          <Button onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" form={FORM} look="primary" busy={busy}>{t('create.verb')}</Button>
        </>
      }
    >
      <Entry key={entry.round} id={FORM} initial={entry.values} more={more} onMore={setMore} onBusy={setBusy} onSaved={saved} />
    </Dialog>
  )
}
