import type { Verb } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { Form, FormActions, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

export interface Explanation {
  reasonId: string | null
  note: string | null
}

interface Props {
  verb: Extract<Verb, 'hold' | 'cancel' | 'skip'>
  title: string
  onClose: () => void
  onGive: (explanation: Explanation) => unknown
}

/** Asks why: putting on hold and cancelling take a reason from the list or words, skipping takes words. */
export function ReasonDialog({ verb, title, onClose, onGive }: Props) {
  const { t } = useTranslation('workOrders')
  const form = useRecordForm<{ reasonId: string | null; note: string | null }>({
    initial: { reasonId: null, note: null },
    save: async (values) => onGive(values),
  })
  return (
    <Dialog open onClose={onClose} title={title} size="sm">
      <Form form={form} className="flex flex-col gap-3">
        {verb !== 'skip' && <RecordField name="reasonId" kind="reason" within={{ kind: [verb], active: true }} label={t('board.reason')} />}
        <TextArea name="note" label={t('board.note')} required={verb === 'skip'} autoFocus={verb === 'skip'} />
        <FormActions form={form} verb={t(`board.do.${verb}`)} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
