import { createInvitation } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Problem } from '@fettle/kit/problems'
import { readAnew } from '@/lib/query'
import { Form, FormActions, SelectField, TextArea, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { reasonOf, tell } from '@/ui/toast'
import { ReachFields, type ReachValues, reachOf } from '../lib/Reach'
import { useRoleName, useRoles } from '../lib/roles'
import { addressesIn } from './addresses'

type Values = ReachValues & { emails: string; role: string }
interface Outcome {
  email: string
  fault?: string
}

/** Invites several people at once, into one role. What could not be sent stays in the field, with the reason. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people')
  const { me } = useAccount()
  const { data: roles = [] } = useRoles()
  const nameOf = useRoleName()
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const form = useRecordForm<Values, Outcome[]>({
    initial: { emails: '', role: '', everySite: me.siteScope ? 'some' : 'all', siteIds: me.siteScope ?? [] },
    draft: 'invite',
    save: async (values) => {
      const { good, bad } = addressesIn(values.emails)
      const wrong = bad[0] ?? (good.length ? undefined : values.emails.trim())
      if (wrong !== undefined) throw new Problem(422, '', '', '', [{ pointer: '/emails', code: 'email', message: t('invite.noAddress', { text: wrong }) }], undefined)
      const made: Outcome[] = []
      for (const email of good) made.push(await invited(email, values))
      void readAnew(client, ['Invitation'])
      return made
    },
    onSaved: (made) => {
      const failed = made.filter(({ fault }) => fault)
      const sent = made.length - failed.length
      if (sent) tell(t('invite.sent', { count: sent }))
      if (!failed.length) return onClose()
      setOutcomes(made)
      form.reset({ ...form.getValues(), emails: failed.map(({ email }) => email).join('\n') })
    },
  })
  const mine = new Set(me.permissions)
  const givable = roles.filter((role) => role.permissions.every((each) => mine.has(each)))
  return (
    <Dialog open onClose={onClose} title={t('invite.title')} about={t('invite.about')}>
      <Form form={form} className="flex flex-col gap-4">
        {outcomes.length > 0 && (
          <ul role="status" className="flex flex-col gap-1 rounded-md border p-3 text-sm">
            {outcomes.map(({ email, fault }) => {
              const Mark = fault ? CircleAlert : CircleCheck
              return (
                <li key={email} className="flex items-start gap-2">
                  <Mark aria-hidden className={fault ? 'mt-0.5 size-4 shrink-0 text-bad' : 'mt-0.5 size-4 shrink-0 text-good'} />
                  <span className="min-w-0 break-words">{fault ? t('invite.failed', { email, fault }) : t('invite.went', { email })}</span>
                </li>
              )
            })}
          </ul>
        )}
        <TextArea name="emails" label={t('invite.emails')} hint={t('invite.emailsHint')} required autoFocus />
        <SelectField name="role" label={t('members.role')} empty={t('invite.chooseRole')} options={givable.map((role) => ({ value: role.code, label: nameOf(role) }))} required />
        <ReachFields />
        <FormActions form={form} verb={t('invite.send')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

async function invited(email: string, values: Values): Promise<Outcome> {
  try {
    await createInvitation({ body: { email, role: values.role, siteIds: reachOf(values) } })
    return { email }
  } catch (error) {
    return { email, fault: error instanceof Problem ? error.faults[0]?.message || error.title : reasonOf(error) }
  }
}
