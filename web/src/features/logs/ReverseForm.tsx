import { type LogEntry, reverseLogEntry } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { readAnew } from '@/lib/query'
import { Form, FormActions, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'

interface Props {
  entry: LogEntry
  onDone: () => void
  onCancel: () => void
}

/** Takes an entry back, with the reason: the only way to undo what was logged. */
export function ReverseForm({ entry, onDone, onCancel }: Props) {
  const { t } = useTranslation('logs')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { reason: '', reasonId: null as string | null },
    draft: `reverse:${entry.id}`,
    save: ({ reason, reasonId }) => reverseLogEntry({ path: { log_entry_id: entry.id }, body: { reason: reason.trim(), reasonId } }),
    onSaved: () => {
      void readAnew(client, ['LogEntr', 'WorkOrder', 'Costs', 'Analy'])
      tell(t('reverse.done'))
      onDone()
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t('reverse.help')}</p>
      <TextArea name="reason" label={t('reverse.reason')} required maxLength={300} autoFocus />
      <RecordField name="reasonId" kind="reason" within={{ kind: ['reversal'] }} label={t('reverse.code')} />
      <FormActions form={form} verb={t('reverse.verb')} onCancel={onCancel} />
    </Form>
  )
}
