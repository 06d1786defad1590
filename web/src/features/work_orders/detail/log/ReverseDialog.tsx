import type { LogEntry } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Form, FormActions, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { useReversal } from './useLog'

/** Takes an entry back. The log keeps both, and why. */
export function ReverseDialog({ entry, onClose }: { entry: LogEntry; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const reversal = useReversal()
  const form = useRecordForm({
    initial: { reason: null as string | null, reasonId: null as string | null },
    save: ({ reason, reasonId }) => reversal.mutateAsync({ entry, reason: reason!, reasonId }),
    onSaved: onClose,
  })
  return (
    <Dialog open onClose={onClose} size="sm" title={t('log.reverse')} about={t('log.reverseHelp')}>
      <Form form={form} className="flex flex-col gap-3">
        <RecordField name="reasonId" kind="reason" within={{ kind: ['reversal'], active: true }} label={t('log.reason')} />
        <TextArea name="reason" label={t('log.why')} required />
        <FormActions form={form} verb={t('log.reverseVerb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
