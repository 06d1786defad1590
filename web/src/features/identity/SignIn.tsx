import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '@/lib/session'
import { Form, TextField, useRecordForm } from '@/ui/form'
import { Button } from '@/ui/button'
import { Door } from './Door'

/** A path of this site; anything else that a link may bring becomes the start. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}

export default function SignIn() {
  const { t } = useTranslation('identity')
  const { next } = useSearch({ strict: false }) as { next?: string }
  const navigate = useNavigate()
  const form = useRecordForm({
    initial: { email: '', password: '' },
    save: (values) => signIn(values),
    onSaved: () => void navigate({ href: safeNext(next), replace: true }),
  })
  useEffect(() => {
    document.title = `${t('signIn.title')} · Fettle`
  }, [t])
  return (
    <Door title={t('signIn.title')}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="email" label={t('email')} type="email" autoComplete="username" required autoFocus />
        <TextField name="password" label={t('password')} type="password" autoComplete="current-password" required />
        <Button type="submit" look="primary" busy={form.saving} className="w-full">
          {t('signIn.verb')}
        </Button>
        <p className="text-center text-sm">
          <Link to="/reset" className="link">
            {t('signIn.forgotten')}
          </Link>
        </p>
      </Form>
    </Door>
  )
}
