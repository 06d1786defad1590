import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '@/lib/session'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { reasonOf } from '@/ui/toast'
import { lastPerson } from './account'

/** Stands over the screen when the session has ended. What was typed below it stays; requests go on after signing in. */
export default function SessionDialog() {
  const { t } = useTranslation()
  const me = lastPerson()
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  if (!me) return null
  const go = async (event: React.FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await signIn({ email: me.email, password, tenantId: me.tenant.id })
      setPassword('')
      setFault(undefined)
    } catch (error) {
      setFault(reasonOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={() => undefined} size="sm" title={t('session.expired')} about={t('session.expiredHelp', { name: me.name })}>
      <form onSubmit={go} className="flex flex-col gap-4">
        <input type="hidden" autoComplete="username" value={me.email} readOnly />
        <Field label={t('session.password')} error={fault}>
          {(ids) => <input {...ids} autoFocus type="password" autoComplete="current-password" className="control" value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => location.assign('/sign-in')}>{t('session.somebodyElse')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('session.goOn')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
