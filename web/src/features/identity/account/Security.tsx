import { changePassword, endSession, signOutEverywhere } from '@fettle/client'
import type { Session } from '@fettle/client'
import { listSessionsInfiniteOptions } from '@fettle/client/queries'
import { useQueryClient } from '@tanstack/react-query'
import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moment, relative } from '@/lib/format'
import { readAnew, useAct, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Form, FormActions, TextField, useRecordForm } from '@/ui/form'
import { Confirm } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { Failed, Loading } from '@/ui/states'
import { tell } from '@/ui/toast'
import { deviceOf } from './devices'

/** The password, and the devices on which this person is signed in. */
export function Security() {
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <Password />
      <Sessions />
    </div>
  )
}

function Password() {
  const { t } = useTranslation('identity')
  const client = useQueryClient()
  const empty = { currentPassword: '', newPassword: '' }
  const form = useRecordForm({
    initial: empty,
    save: (body) => changePassword({ body }),
    onSaved: () => {
      tell(t('account.passwordChanged'))
      form.reset(empty)
      void readAnew(client, ['Sessions'])
    },
  })
  return (
    <Panel title={t('account.password')}>
      <Form form={form} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="currentPassword" label={t('account.currentPassword')} type="password" autoComplete="current-password" required />
          <TextField name="newPassword" label={t('newPassword')} type="password" autoComplete="new-password" hint={t('passwordHint')} required />
        </div>
        <FormActions form={form} verb={t('account.changePassword')} />
      </Form>
    </Panel>
  )
}

function Sessions() {
  const { t } = useTranslation('identity')
  const [asking, setAsking] = useState(false)
  const { rows, query } = usePages<Session>(listSessionsInfiniteOptions({ query: { limit: 20 } }))
  const end = useAct({ do: ({ id }: Session) => endSession({ path: { session_id: id } }), touches: ['Sessions'], done: t('account.signedOut') })
  const endAll = useAct({ do: () => signOutEverywhere(), touches: [], then: () => location.assign('/sign-in') })
  return (
    <Panel
      title={t('account.devices')}
      flush
      actions={
        <Button size="sm" icon={LogOut} onClick={() => setAsking(true)}>
          {t('account.everywhere')}
        </Button>
      }
    >
      {query.isPending && <Loading lines={3} />}
      {query.isError && rows.length === 0 && <Failed error={query.error} retry={() => void query.refetch()} />}
      <ul>
        {rows.map((session) => (
          <li key={session.id} className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
            <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate" title={session.device ?? undefined}><Device agent={session.device} /></span>
                {session.current && <Badge tone="good">{t('account.thisDevice')}</Badge>}
              </p>
              <p className="truncate text-sm text-muted" title={moment(session.lastSeenAt)}>
                {t('account.seen', { when: relative(session.lastSeenAt) })}
                {session.ip && ` · ${session.ip}`}
              </p>
            </div>
            {!session.current && (
              <Button size="sm" look="quiet" onClick={() => end.mutate(session)}>
                {t('account.signOutDevice')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button look="quiet" className="m-2" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
      <Confirm open={asking} onClose={() => setAsking(false)} title={t('account.everywhereTitle')} verb={t('account.everywhere')} busy={endAll.isPending} onConfirm={() => endAll.mutate()}>
        {t('account.everywhereHelp')}
      </Confirm>
    </Panel>
  )
}

function Device({ agent }: { agent: string | null | undefined }) {
  const { t } = useTranslation('identity')
  const device = deviceOf(agent)
  if (!device) return <>{t('account.unknownDevice')}</>
  return <>{device.system ? t('account.device', device) : device.program}</>
}
