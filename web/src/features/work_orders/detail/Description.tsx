import type { WorkOrderDetail } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'

/** What is to be done, and why it stands still where it does. */
export function Description({ workOrder, onEdit }: { workOrder: WorkOrderDetail; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('workOrders')
  const { description } = workOrder
  if (!description && !onEdit) return null
  return (
    <Panel title={t('detail.description')}>
      {description ? (
        <p className="max-w-prose break-words whitespace-pre-line">{description}</p>
      ) : (
        <button type="button" onClick={onEdit} className="link min-h-[24px]">
          {t('detail.addDescription')}
        </button>
      )}
    </Panel>
  )
}
