import { type Allowed, inviteContractor, type IssuedLink, type WorkOrderDetail } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf, localDay } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { DateField, Form, FormActions, TextField, useRecordForm, CheckField } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

const SCOPES: readonly Allowed[] = ['comment', 'photos', 'time', 'done']

/** A link for somebody without an account: see this job, post to it, report it done. It is shown this once. */
export function Invite({ workOrder, onClose }: { workOrder: WorkOrderDetail; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const client = useQueryClient()
  const [issued, setIssued] = useState<IssuedLink>()
  const form = useRecordForm({
    initial: { name: '', email: null as string | null, until: localDay(new Date(Date.now() + 14 * 86_400_000)) as string | null, scope: { comment: true, photos: true, time: true, done: true } },
    save: ({ name, email, until, scope }) =>
      inviteContractor({
        path: { work_order_id: workOrder.id },
        body: { name, email, scope: SCOPES.filter((each) => scope[each as keyof typeof scope]), ...(until && { expiresAt: instantOf(`${until}T23:59`) }) },
      }),
    onSaved: (made) => {
      setIssued(made)
      void readAnew(client, ['ContractorLink', 'WorkOrderHistory'])
    },
  })
  if (issued) return <Issued issued={issued} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('contractor.invite')} about={t('contractor.help')}>
      <Form form={form} className="flex flex-col gap-3">
        <TextField name="name" label={t('contractor.name')} required autoFocus maxLength={200} />
        <TextField name="email" type="email" label={t('contractor.email')} hint={t('contractor.emailHelp')} />
        <DateField name="until" label={t('contractor.validUntil')} required className="max-w-48" />
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t('contractor.may')}</legend>
          <div className="grid sm:grid-cols-2">{SCOPES.map((each) => <CheckField key={each} name={`scope.${each}`} label={t(`contractor.scope.${each}`)} />)}</div>
        </fieldset>
        <FormActions form={form} verb={t('contractor.invite')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Issued({ issued, onClose }: { issued: IssuedLink; onClose: () => void }) {
  const { t } = useTranslation('workOrders')
  const [copied, setCopied] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('contractor.issued', { name: issued.link.name })}
      about={issued.link.email ? t('contractor.mailed', { email: issued.link.email }) : t('contractor.once')}
      footer={<Button onClick={onClose}>{t('common:close')}</Button>}
    >
      <div className="flex gap-2">
        <input ref={field} readOnly aria-label={t('contractor.link')} value={issued.url} onFocus={(event) => event.target.select()} className="control" />
        <Button
          look="primary"
          icon={copied ? Check : Copy}
          onClick={() => void copyText(issued.url, field.current).then(setCopied)}
        >
          {t(copied ? 'contractor.copied' : 'contractor.copy')}
        </Button>
      </div>
      <p role="status" className="mt-2 text-sm text-muted">{copied ? t('contractor.copiedHelp') : issued.link.email ? t('contractor.once') : ''}</p>
    </Dialog>
  )
}

/** Whether it went into the clipboard. Without HTTPS the browser has none to write to; then the text is selected at least. */
async function copyText(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    field?.select()
    return false
  }
}
