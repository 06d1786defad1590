import { correctLogEntry, type LogEntry, logWork, type WorkOrderDetail } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FieldArrayPath, useFieldArray, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { localDay, money } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { DateField, Form, FormActions, RecordField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { bodyOf, KINDS, type Line, lineOf, newLine, sumOf } from './lines'
import { LineFields } from './LineFields'
import { TOUCHES_LOG } from './useLog'

interface Values {
  performedOn: string | null
  note: string | null
  reason: string | null
  reasonId: string | null
  lines: Line[]
}

interface Props {
  workOrder: WorkOrderDetail
  /** An entry to be corrected; without one a new entry is written. */
  entry?: LogEntry | undefined
  onClose: () => void
}

/** A combination log: one entry with lines of several kinds, for one day. */
export function LogSheet({ workOrder, entry, onClose }: Props) {
  const { t } = useTranslation('workOrders')
  const { may, me } = useAccount()
  const client = useQueryClient()
  const seesCosts = may('costs:read')
  const worker = me.staffId ?? workOrder.assigneeId ?? null
  const only = workOrder.assetIds?.length === 1 ? workOrder.assetIds[0]! : null
  const form = useRecordForm<Values>({
    initial: entry
      ? { performedOn: entry.performedOn, note: entry.note ?? null, reason: null, reasonId: null, lines: entry.lines.map(lineOf) }
      : { performedOn: localDay(new Date()), note: null, reason: null, reasonId: null, lines: [newLine('labour', { staffId: worker, assetId: only })] },
    draft: entry ? `correct:${entry.id}` : `log:${workOrder.id}`,
    save: ({ performedOn, note, reason, reasonId, lines }) => {
      const body = { performedOn: performedOn!, note, lines: lines.map((line) => bodyOf(line, seesCosts)) }
      return entry
        ? correctLogEntry({ path: { log_entry_id: entry.id }, body: { ...body, reason: reason!, reasonId } })
        : logWork({ path: { work_order_id: workOrder.id }, body })
    },
    onSaved: () => {
      tell(t(entry ? 'log.corrected' : 'log.logged'))
      void readAnew(client, TOUCHES_LOG)
      onClose()
    },
  })
  return (
    <Dialog open side size="lg" onClose={onClose} title={t(entry ? 'log.correct' : 'log.log')} about={t(entry ? 'log.correctHelp' : 'log.help')}>
      <Form form={form} className="flex flex-col gap-4">
        {entry && (
          <div className="grid gap-3 sm:grid-cols-2">
            <TextArea name="reason" label={t('log.why')} required rows={1} autoFocus className="min-h-8" />
            <RecordField name="reasonId" kind="reason" within={{ kind: ['reversal'], active: true }} label={t('log.reason')} />
          </div>
        )}
        <DateField name="performedOn" label={t('log.day')} required className="max-w-48" />
        <Lines worker={worker} asset={only} sum={seesCosts} control={form.control as never} />
        <TextArea name="note" label={t('detail.note')} rows={2} />
        <FormActions form={form} verb={t(entry ? 'log.correctVerb' : 'log.verb')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Lines({ control, worker, asset, sum }: { control: never; worker: string | null; asset: string | null; sum: boolean }) {
  const { t } = useTranslation('workOrders')
  const { fields, append, remove } = useFieldArray<Values, FieldArrayPath<Values>>({ control, name: 'lines' })
  return (
    <div className="flex flex-col gap-3">
      {fields.map((field, at) => <LineFields key={field.id} at={at} onRemove={fields.length > 1 ? () => remove(at) : undefined} />)}
      <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label={t('log.addLine')}>
        {KINDS.map((kind) => (
          <Button key={kind} size="sm" icon={Plus} aria-label={t('log.addKind', { kind: t(`common:lineKind.${kind}`) })} onClick={() => append(newLine(kind, { ...(kind === 'labour' && { staffId: worker }), assetId: asset }))}>
            {t(`common:lineKind.${kind}`)}
          </Button>
        ))}
        {sum && <Sum />}
      </div>
    </div>
  )
}

/** Labour without a rate of its own is priced by the server. */
function Sum() {
  const { t } = useTranslation('workOrders')
  const lines = useWatch({ name: 'lines' }) as Line[]
  const sum = sumOf(lines)
  return sum > 0 ? <p className="ml-auto font-semibold">{t('log.sum', { amount: money(sum) })}</p> : null
}
