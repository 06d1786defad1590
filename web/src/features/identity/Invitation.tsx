import { acceptInvitation } from '@fettle/client'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signedIn } from '@/lib/session'
import { Button } from '@/ui/button'
import { Form, TextField, useRecordForm } from '@/ui/form'
import { Empty } from '@/ui/states'
import { Door } from './Door'
import { useToken } from './token'

/** Where the link of an invitation leads: a name and password for new people, the password of those who have an account. */
export default function Invitation() {
  const { t } = useTranslation('identity')
  const token = useToken()
  const navigate = useNavigate()
  const form = useRecordForm({
    initial: { name: '' as string | null, password: '' },
    save: ({ name, password }) => acceptInvitation({ body: { token: token ?? '', name, password, keep: 'cookie' } }),
    onSaved: (answer) => {
      signedIn(answer)
      void navigate({ to: '/' })
    },
  })
  if (!token) return <Empty title={t('invitation.incomplete')}>{t('invitation.incompleteHelp')}</Empty>
  return (
    <Door title={t('invitation.title')} about={t('invitation.help')}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="name" label={t('name')} hint={t('invitation.nameHint')} autoComplete="name" autoFocus />
        <TextField name="password" label={t('password')} hint={t('invitation.passwordHint')} type="password" autoComplete="new-password" required />
        <Button type="submit" look="primary" busy={form.saving}>
          {t('invitation.accept')}
        </Button>
      </Form>
    </Door>
  )
}
