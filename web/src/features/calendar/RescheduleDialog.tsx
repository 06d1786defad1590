import { updateWorkOrder, type WorkOrder } from '@fettle/client'
import { getWorkOrder } from '@fettle/client'
import { getWorkOrderOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { moment } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { DateTimeField, Form, FormActions, RecordField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { Read } from '@/ui/states'
import { tell, tellProblem } from '@/ui/toast'
import { keyOf, type Entry } from './entries'
import { TOUCHED } from './useSchedule'

const valuesOf = ({ scheduledStart, scheduledEnd, assigneeId, crewId }: WorkOrder) => ({
  scheduledStart: (scheduledStart ?? null) as string | null,
  scheduledEnd: (scheduledEnd ?? null) as string | null,
  assigneeId: (assigneeId ?? null) as string | null,
  crewId: (crewId ?? null) as string | null,
})
type Values = ReturnType<typeof valuesOf>

/** Another time or other people for an entry, by words instead of dragging. */
export function RescheduleDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const record = useQuery({ ...getWorkOrderOptions({ path: { work_order_id: entry.id! } }), staleTime: 0 })
  const close = () => {
    onClose()
    // What was moved stands elsewhere now, as another element.
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-entry="${keyOf(entry)}"]`)?.focus()
    }, 100)
  }
  return (
    <Dialog open onClose={close} title={t('reschedule.title', { number: `WO-${entry.number}` })} about={entry.title}>
      <Read query={record} lines={4}>
        {(order) => <Times order={order} onClose={close} />}
      </Read>
    </Dialog>
  )
}

function Times({ order, onClose }: { order: WorkOrder; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const { may, household } = useAccount()
  const client = useQueryClient()
  const path = { work_order_id: order.id }
  const first = useRef(order)
  const version = useRef(order.version)
  const form = useRecordForm<Values, WorkOrder>({
    initial: valuesOf(first.current),
    draft: `schedule:${order.id}`,
    save: (_values, changed) => updateWorkOrder({ path, body: changed, headers: ifMatch(version.current) }),
    latest: async () => {
      const now = await getWorkOrder({ path })
      version.current = now.version
      return valuesOf(now)
    },
    onSaved: (saved) => {
      const before = valuesOf(first.current)
      tell(t('move.done', { number: `WO-${order.number}`, when: saved.scheduledStart ? moment(saved.scheduledStart) : t('tray.title') }), () => {
        updateWorkOrder({ path, body: before, headers: ifMatch(saved.version) }).then(() => readAnew(client, TOUCHED)).catch(tellProblem)
      })
      void readAnew(client, TOUCHED)
      onClose()
    },
  })
  useEndFollows(form)
  return (
    <Form form={form} className="grid gap-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`reschedule.${field}`), value: field.startsWith('scheduled') ? moment(value as string | null) : String(value ?? '') })}>
      <DateTimeField name="scheduledStart" label={t('reschedule.scheduledStart')} />
      <DateTimeField name="scheduledEnd" label={t('reschedule.scheduledEnd')} hint={t('reschedule.endHint')} />
      {may('staff:read') && <RecordField name="assigneeId" kind="staff" label={t('reschedule.assigneeId')} placeholder={t('common:nobody')} />}
      {may('staff:read') && !household && <RecordField name="crewId" kind="crew" label={t('reschedule.crewId')} placeholder={t('common:none')} />}
      <div className="sm:col-span-2">
        <FormActions form={form} onCancel={onClose} />
      </div>
    </Form>
  )
}

/** The end goes where the start goes, so that the work stays as long as it was. */
function useEndFollows(form: ReturnType<typeof useRecordForm<Values, WorkOrder>>) {
  const start = form.watch('scheduledStart')
  const was = useRef(start)
  useEffect(() => {
    const [before, end] = [was.current, form.getValues('scheduledEnd')]
    was.current = start
    if (before === start || !end) return
    const length = before ? Date.parse(end) - Date.parse(before) : 0
    form.setValue('scheduledEnd', start && length > 0 ? new Date(Date.parse(start) + length).toISOString() : start && before ? end : null, { shouldDirty: true })
  }, [start, form])
}
