import type { WorkOrderDetail } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { hours, money, moment } from '@/lib/format'
import { Form, FormActions, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { numberOf } from '../useWorkOrder'

interface Props {
  workOrder: WorkOrderDetail
  onClose: () => void
  onGive: (said: { note: string | null }) => Promise<unknown>
}

/** The supervisor's review: what it took against what was planned, and then the log is frozen. */
export function CloseDialog({ workOrder, onClose, onGive }: Props) {
  const { t } = useTranslation('workOrders')
  const form = useRecordForm({ initial: { note: null as string | null }, save: onGive })
  const { tasks = [], loggedHours, estimatedHours, cost, estimatedCost, completedAt } = workOrder
  const against = (actual: string, planned: string) => (planned ? t('detail.close.against', { actual, planned }) : actual)
  const failed = tasks.filter(({ status }) => status === 'failed' || status === 'skipped')
  return (
    <Dialog open onClose={onClose} title={t('detail.close.title', { number: numberOf(workOrder) })} about={t('detail.close.about')}>
      <Facts
        wide
        facts={[
          { label: t('detail.completedAt'), value: moment(completedAt) },
          { label: t('detail.hours'), value: against(hours(loggedHours ?? '0'), hours(estimatedHours)) },
          cost !== null && cost !== undefined && { label: t('detail.cost'), value: against(money(cost), money(estimatedCost)) },
          failed.length > 0 && { label: t('detail.close.notDone'), value: failed.map(({ title }) => title).join(', ') },
        ]}
      />
      <Form form={form} className="mt-4">
        <TextArea name="note" label={t('detail.close.note')} />
        <FormActions form={form} verb={t('common:verb.close')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
