import type { BulkResult, WorkOrderRow } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'

/** Which work orders refused a change that others took, each with its reason. */
export function Refusals({ result, rows, onClose }: { result: BulkResult; rows: WorkOrderRow[]; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const refused = result.outcomes.filter(({ ok }) => !ok)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('bulk.refused', { count: refused.length })}
      about={result.changed ? t('bulk.refusedHelp', { count: result.changed }) : t('bulk.refusedAll')}
      footer={<Button look="primary" onClick={onClose}>{t('common:close')}</Button>}
    >
      <ul className="flex flex-col divide-y">
        {refused.map(({ id, message }) => {
          const row = byId.get(id)
          return (
            <li key={id} className="py-2 first:pt-0">
              <Link to={'/work-orders/$workOrderId' as never} params={{ workOrderId: id } as never} className="link">
                WO-{row?.number}
              </Link>{' '}
              <span className="font-medium">{row?.title}</span>
              <p className="text-sm text-bad">{message}</p>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
