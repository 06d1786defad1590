import { confirmPasswordReset, requestPasswordReset } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Form, TextField, useRecordForm } from '@/ui/form'
import { Door } from './Door'
import { useToken } from './token'

/** Asks for a reset link; with the token of one, sets the new password. */
export default function Reset() {
  const token = useToken()
  return token ? <Choose token={token} /> : <Ask />
}

function Ask() {
  const { t } = useTranslation('identity')
  const [asked, setAsked] = useState('')
  const form = useRecordForm({
    initial: { email: '' },
    save: ({ email }) => requestPasswordReset({ body: { email } }),
    onSaved: () => setAsked(form.getValues('email')),
  })
  if (asked) {
    return (
      <Door title={t('reset.sent')} about={t('reset.sentHelp', { email: asked })}>
        <Link to="/sign-in" className="link">
          {t('backToSignIn')}
        </Link>
      </Door>
    )
  }
  return (
    <Door title={t('reset.title')} about={t('reset.help')}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="email" label={t('email')} type="email" autoComplete="username" required autoFocus />
        <Button type="submit" look="primary" busy={form.saving}>
          {t('reset.send')}
        </Button>
        <Link to="/sign-in" className="link text-center text-sm">
          {t('backToSignIn')}
        </Link>
      </Form>
    </Door>
  )
}

function Choose({ token }: { token: string }) {
  const { t } = useTranslation('identity')
  const [done, setDone] = useState(false)
  const form = useRecordForm({
    initial: { newPassword: '' },
    save: ({ newPassword }) => confirmPasswordReset({ body: { token, newPassword } }),
    onSaved: () => setDone(true),
  })
  if (done) {
    return (
      <Door title={t('reset.done')} about={t('reset.doneHelp')}>
        <Link to="/sign-in" className="link">
          {t('backToSignIn')}
        </Link>
      </Door>
    )
  }
  return (
    <Door title={t('reset.choose')}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="newPassword" label={t('newPassword')} hint={t('passwordHint')} type="password" autoComplete="new-password" required autoFocus />
        <Button type="submit" look="primary" busy={form.saving}>
          {t('reset.save')}
        </Button>
      </Form>
    </Door>
  )
}
