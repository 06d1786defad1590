import { correctLogEntry, type LineKind, type LogEntry } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { readAnew } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { DateField, Form, FormActions, MoneyField, NumberField, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import { correctionBody, type CorrectionValues, correctionValues, freshLine } from './correction'

const KINDS: readonly LineKind[] = ['labour', 'material', 'equipment', 'contract', 'other']
const MOST = 200

interface Props {
  entry: LogEntry
  onDone: (replacement: string) => void
  onCancel: () => void
}

/** Takes an entry back and writes down what should have stood there, both or neither. */
export function CorrectForm({ entry, onDone, onCancel }: Props) {
  const { t } = useTranslation('logs')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: correctionValues(entry),
    draft: `correct:${entry.id}`,
    save: (values) => correctLogEntry({ path: { log_entry_id: entry.id }, body: correctionBody(values) }),
    onSaved: ({ replacement }) => {
      void readAnew(client, ['LogEntr', 'WorkOrder', 'Costs', 'Analy'])
      tell(t('correct.done'))
      onDone(replacement.id)
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t('correct.help')}</p>
      <TextField name="reason" label={t('reverse.reason')} required maxLength={300} autoFocus />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField name="performedOn" label={t('column.day')} required />
        <RecordField name="staffId" kind="staff" label={t('column.who')} />
      </div>
      <Lines />
      <TextArea name="note" label={t('column.note')} rows={2} />
      <FormActions form={form} verb={t('correct.verb')} onCancel={onCancel} />
    </Form>
  )
}

function Lines() {
  const { t } = useTranslation('logs')
  const { setValue, clearErrors } = useFormContext<CorrectionValues>()
  const lines = useWatch<CorrectionValues, 'lines'>({ name: 'lines' })
  const set = (next: CorrectionValues['lines']) => {
    clearErrors('lines')
    setValue('lines', next, { shouldDirty: true })
  }
  return (
    <div className="flex flex-col gap-3">
      {lines.map((line, at) => (
        <fieldset key={at} className="rounded-md border p-3">
          <legend className="sr-only">{t('line.number', { number: at + 1 })}</legend>
          <div className="flex items-start gap-2">
            <LineFields at={at} kind={line.kind} />
            {lines.length > 1 && <IconButton icon={Trash2} label={t('line.remove', { number: at + 1 })} className="mt-5.5" onClick={() => set(lines.toSpliced(at, 1))} />}
          </div>
        </fieldset>
      ))}
      {lines.length < MOST && (
        <Button size="sm" look="quiet" icon={Plus} className="self-start" onClick={() => set([...lines, freshLine()])}>
          {t('line.add')}
        </Button>
      )}
    </div>
  )
}

function LineFields({ at, kind }: { at: number; kind: LineKind }) {
  const { t } = useTranslation('logs')
  const { may } = useAccount()
  const name = `lines.${at}`
  const priced = may('costs:read') || (kind !== 'labour' && kind !== 'equipment')
  return (
    <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 sm:grid-cols-3">
      <SelectField name={`${name}.kind`} label={t('line.kind')} options={KINDS.map((value) => ({ value, label: t(`common:lineKind.${value}`) }))} />
      <NumberField name={`${name}.quantity`} label={kind === 'labour' || kind === 'equipment' ? t('column.hours') : t('line.quantity')} required min={0} />
      {priced && <MoneyField name={`${name}.unitCost`} label={t('line.unitCost')} {...(kind === 'labour' && { placeholder: t('line.asRate') })} />}
      {kind === 'labour' && <RecordField name={`${name}.staffId`} kind="staff" label={t('line.person')} placeholder={t('line.asEntry')} />}
      {kind === 'equipment' && <RecordField name={`${name}.equipmentAssetId`} kind="asset" label={t('line.equipment')} required />}
      {(kind === 'material' || kind === 'other') && <TextField name={`${name}.item`} label={t('line.item')} required maxLength={300} />}
      {kind !== 'labour' && kind !== 'equipment' && <TextField name={`${name}.unit`} label={t('line.unit')} maxLength={30} />}
      {kind === 'contract' && <TextField name={`${name}.vendor`} label={t('line.vendor')} required maxLength={200} />}
      <RecordField name={`${name}.assetId`} kind="asset" label={t('line.asset')} />
      <RecordField name={`${name}.taskCodeId`} kind="taskCode" label={t('line.taskCode')} />
      <RecordField name={`${name}.glCodeId`} kind="glCode" label={t('line.glCode')} />
    </div>
  )
}
