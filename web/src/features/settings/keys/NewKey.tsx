import { createApiKey, createClient } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Form, FormActions, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { CopyField } from '../lib/CopyField'
import { ReachFields, type ReachValues, reachOf } from '../lib/Reach'
import { PermissionField } from './PermissionField'

export type KeyKind = 'keys' | 'clients'
interface Issued {
  name: string
  clientId?: string
  secret: string
}
type Values = ReachValues & { name: string; permissions: string[]; days: string | null }

const DAYS = ['30', '90', '365']

/** Makes a key or a client, and shows its secret this once. */
export function NewKey({ kind, onClose }: { kind: KeyKind; onClose: () => void }) {
  const [issued, setIssued] = useState<Issued>()
  return issued ? <Shown kind={kind} issued={issued} onClose={onClose} /> : <KeyForm kind={kind} onClose={onClose} onIssued={setIssued} />
}

function KeyForm({ kind, onClose, onIssued }: { kind: KeyKind; onClose: () => void; onIssued: (issued: Issued) => void }) {
  const { t } = useTranslation('keys')
  const { me } = useAccount()
  const client = useQueryClient()
  const form = useRecordForm<Values, Issued>({
    initial: { name: '', permissions: [], days: '90', everySite: me.siteScope ? 'some' : 'all', siteIds: me.siteScope ?? [] },
    draft: `key:${kind}`,
    save: async (values) => {
      const expiresAt = values.days ? new Date(Date.now() + Number(values.days) * 86_400_000).toISOString() : null
      const body = { name: values.name, permissions: values.permissions, siteScope: reachOf(values), expiresAt }
      if (kind === 'keys') return createApiKey({ body }).then(({ apiKey, secret }) => ({ name: apiKey.name, secret }))
      return createClient({ body }).then((made) => ({ name: made.client.name, clientId: made.clientId, secret: made.clientSecret }))
    },
    onSaved: (made) => {
      void readAnew(client, ['ApiKey', 'Client'])
      onIssued(made)
    },
  })
  return (
    <Dialog open size="lg" title={t(`new.${kind}`)} about={t('newHelp')} onClose={onClose}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="name" label={t('name')} hint={t('nameHint')} required autoFocus autoComplete="off" />
        <SelectField name="days" label={t('expires')} empty={t('never')} options={DAYS.map((days) => ({ value: days, label: t('inDays', { count: Number(days) }) }))} className="max-w-xs" />
        <ReachFields />
        <PermissionField name="permissions" label={t('permissions')} />
        <FormActions form={form} verb={t('make')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Shown({ kind, issued, onClose }: { kind: KeyKind; issued: Issued; onClose: () => void }) {
  const { t } = useTranslation('keys')
  const [copied, setCopied] = useState(false)
  const leave = () => {
    if (copied || window.confirm(t('notCopied'))) onClose()
  }
  return (
    <Dialog
      open
      title={t('issued', { name: issued.name })}
      about={t('once')}
      onClose={leave}
      footer={
        <Button look="primary" onClick={leave}>
          {t('common:done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {issued.clientId && <CopyField label={t('clientId')} value={issued.clientId} />}
        <CopyField label={t('secret')} value={issued.secret} onCopied={() => setCopied(true)} hint={t(`use.${kind}`)} />
      </div>
    </Dialog>
  )
}
