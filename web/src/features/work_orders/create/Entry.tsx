import { createWorkOrder, type WorkOrder } from '@fettle/client'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useChoice } from '@/lib/records'
import { Button } from '@/ui/button'
import { Form, type RecordForm, TextField, useRecordForm } from '@/ui/form'
import { More } from './More'
import { bodyOf, type NewWorkOrder } from './values'

const APPROVE = 'fettle.create.approve'

/** Whether this person approved what they wrote down last. */
export const approvesAtOnce = (): boolean => localStorage.getItem(APPROVE) === 'true'

interface Props {
  id: string
  initial: NewWorkOrder
  more: boolean
  onMore: (more: boolean) => void
  onBusy: (busy: boolean) => void
  onSaved: (workOrder: WorkOrder, values: NewWorkOrder) => void
}

/** The form of one new work order. */
export function Entry({ id, initial, more, onMore, onBusy, onSaved }: Props) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const form = useRecordForm<NewWorkOrder, WorkOrder>({
    initial,
    draft: 'workOrder:new',
    save: (values) => createWorkOrder({ body: bodyOf(values) }),
    onSaved: (workOrder) => onSaved(workOrder, form.getValues()),
  })
  const { errors } = form.formState
  const faultBelow = Object.keys(errors).some((name) => name !== 'title')
  useEffect(() => {
    if (faultBelow) onMore(true)
  }, [faultBelow, onMore])
  useEffect(() => onBusy(form.saving), [form.saving, onBusy])
  const approve = form.register('approve')
  return (
    <Form id={id} form={form} className="flex flex-col gap-4">
      <TextField name="title" label={t('create.what')} placeholder={t('create.example')} required autoFocus autoComplete="off" maxLength={200} />
      {more ? <More form={form} /> : <Known form={form} />}
      <div className="-my-1 flex flex-wrap items-center justify-between gap-x-4">
        <Button look="quiet" icon={more ? ChevronUp : ChevronDown} aria-expanded={more} onClick={() => onMore(!more)} className="-ml-2">
          {more ? t('create.less') : t('create.more')}
        </Button>
        {may('work_orders:approve') && (
          <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              {...approve}
              onChange={(event) => {
                localStorage.setItem(APPROVE, String(event.target.checked))
                void approve.onChange(event)
              }}
            />
            {t('create.approve')}
          </label>
        )}
      </div>
    </Form>
  )
}

/** What is known already while the other fields are folded away. */
function Known({ form }: { form: RecordForm<NewWorkOrder> }) {
  const [siteId, assetIds] = form.watch(['siteId', 'assetIds'])
  const site = useChoice('site', siteId)
  const asset = useChoice('asset', assetIds[0])
  const known = [asset?.label, site?.label].filter(Boolean)
  return known.length > 0 ? <p className="-mt-2 text-sm text-muted">{known.join(' · ')}</p> : null
}
