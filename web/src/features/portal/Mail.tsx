import { addPortalMailbox, deletePortalMailbox, dismissPortalMessage, issueOpen311Key, issuePortalEmailSecret, retryPortalMessage, updatePortalSettings, withdrawOpen311Key, withdrawPortalEmailSecret } from '@fettle/client'
import { getPortalSettingsOptions, listPortalMailboxesOptions, listPortalMessagesInfiniteOptions } from '@fettle/client/queries'
import type { IssuedSecret, Message, PortalSettings } from '@fettle/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { CopyField } from '@/features/settings/lib/CopyField'
import { ifMatch } from '@/lib/api'
import { moment, relative } from '@/lib/format'
import { readAnew, useAct, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Form, FormActions, NumberField, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'

const TOUCHES = ['Portal']

/** Requests by mail and by Open311: addresses, mailboxes, and what could not be taken. */
export function Mail() {
  const settings = useQuery(getPortalSettingsOptions())
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <Mailboxes />
      <Read query={settings}>{(data) => <Programs settings={data} />}</Read>
      <Messages />
    </div>
  )
}

function Mailboxes() {
  const { t } = useTranslation('portal')
  const { may } = useAccount()
  const { data = [] } = useQuery(listPortalMailboxesOptions())
  const [adding, setAdding] = useState(false)
  const remove = useAct({ do: ({ id, version }: { id: string; version: number | undefined }) => deletePortalMailbox({ path: { mailbox_id: id }, headers: ifMatch(version) }), touches: TOUCHES, done: t('removed') })
  return (
    <Panel
      title={t('mailboxes')}
      flush
      actions={
        may('portal:write') && (
          <Button size="sm" icon={Plus} onClick={() => setAdding(true)}>
            {t('addMailbox')}
          </Button>
        )
      }
    >
      {data.length === 0 && <p className="p-4 text-muted">{t('noMailboxes')}</p>}
      <ul className="divide-y">
        {data.map(({ id, username, host, failure, polledAt, version }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 px-4 py-2">
            <span className="min-w-0 flex-1">
              {username} <span className="text-muted">{host}</span>
              {failure && <span className="block text-sm text-bad">{failure}</span>}
            </span>
            <span className="text-sm text-muted">{polledAt ? t('polled', { at: relative(polledAt) }) : t('notPolled')}</span>
            {may('portal:write') && (
              <Button size="sm" onClick={() => remove.mutate({ id, version })}>
                {t('common:delete')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {adding && <NewMailbox onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function NewMailbox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('portal')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { host: '', port: 993, security: 'tls', username: '', password: '', folder: 'INBOX', doneFolder: null as string | null },
    save: (values) => addPortalMailbox({ body: values as never }),
    onSaved: () => {
      void readAnew(client, TOUCHES)
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('addMailbox')} about={t('mailboxHelp')}>
      <Form form={form} className="grid gap-4 sm:grid-cols-2">
        <TextField name="host" label={t('field.host')} required />
        <NumberField name="port" label={t('field.port')} asNumber required />
        <SelectField name="security" label={t('field.security')} options={[{ value: 'tls', label: 'TLS' }, { value: 'starttls', label: 'STARTTLS' }]} />
        <TextField name="folder" label={t('field.folder')} required />
        <TextField name="username" label={t('field.username')} required autoComplete="off" />
        <TextField name="password" label={t('field.password')} type="password" required autoComplete="new-password" />
        <TextField name="doneFolder" label={t('field.doneFolder')} hint={t('doneFolderHint')} className="sm:col-span-2" />
        <div className="sm:col-span-2">
          <FormActions form={form} onCancel={onClose} />
        </div>
      </Form>
    </Dialog>
  )
}

function Programs({ settings }: { settings: PortalSettings }) {
  const { t } = useTranslation('portal')
  const { may, tenant } = useAccount()
  const [issued, setIssued] = useState<IssuedSecret>()
  const told = { touches: TOUCHES, then: setIssued }
  const issueMail = useAct({ do: () => issuePortalEmailSecret(), ...told })
  const issueKey = useAct({ do: () => issueOpen311Key(), ...told })
  const withdrawMail = useAct({ do: () => withdrawPortalEmailSecret(), touches: TOUCHES, done: t('withdrawn') })
  const withdrawKey = useAct({ do: () => withdrawOpen311Key(), touches: TOUCHES, done: t('withdrawn') })
  const toggle = useAct({ do: () => updatePortalSettings({ body: { open311Enabled: !settings.open311Enabled }, headers: ifMatch(settings.version) }), touches: TOUCHES, done: t('saved') })
  if (!may('portal:write')) return null
  return (
    <Panel title={t('programs')}>
      <ul className="flex flex-col gap-4">
        <li className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1">
            {t('mailWebhook')} <span className="block text-sm text-muted">{t('mailWebhookHelp')}</span>
          </span>
          <Button size="sm" onClick={() => issueMail.mutate()}>
            {settings.hasEmailWebhook ? t('issueAgain') : t('issue')}
          </Button>
          {settings.hasEmailWebhook && (
            <Button size="sm" look="danger" onClick={() => withdrawMail.mutate()}>
              {t('withdraw')}
            </Button>
          )}
        </li>
        <li className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1">
            Open311 GeoReport v2 <code className="block text-sm text-muted">/open311/{tenant.slug}/v2</code>
          </span>
          <Button size="sm" onClick={() => toggle.mutate()}>
            {settings.open311Enabled ? t('switchOff') : t('switchOn')}
          </Button>
          {settings.open311Enabled && (
            <Button size="sm" onClick={() => issueKey.mutate()}>
              {settings.hasOpen311Key ? t('issueAgain') : t('issueKey')}
            </Button>
          )}
          {settings.hasOpen311Key && (
            <Button size="sm" look="danger" onClick={() => withdrawKey.mutate()}>
              {t('withdraw')}
            </Button>
          )}
        </li>
      </ul>
      {issued && (
        <div className="mt-4 flex flex-col gap-2 rounded-md bg-info-soft p-3">
          <p role="status" className="text-info">{t('secretOnce')}</p>
          <CopyField key={issued.secret} label={issued.url ? t('issued.address') : t('issued.key')} value={issued.url ?? issued.secret} />
        </div>
      )}
    </Panel>
  )
}

function Messages() {
  const { t } = useTranslation('portal')
  const { may } = useAccount()
  const { rows, query } = usePages<Message>(listPortalMessagesInfiniteOptions({ query: {} }))
  const retry = useAct({ do: (id: string) => retryPortalMessage({ path: { message_id: id } }), touches: TOUCHES, done: t('retried') })
  const dismiss = useAct({ do: (id: string) => dismissPortalMessage({ path: { message_id: id } }), touches: TOUCHES, done: t('dismissed') })
  return (
    <Panel title={t('messages')} flush>
      {rows.length === 0 && <p className="p-4 text-muted">{t('noMessages')}</p>}
      <ul className="divide-y">
        {rows.map((message) => (
          <li key={message.id} className="px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="min-w-0 flex-1 truncate font-medium">{message.subject ?? t('noSubject')}</span>
              <Badge tone={message.status === 'quarantined' ? 'warn' : 'quiet'}>{t(`message.${message.status}`)}</Badge>
            </p>
            <p className="text-sm text-muted">
              {message.sender} · {moment(message.receivedAt)} {message.reason && `· ${message.reason}`}
            </p>
            <div className="mt-1 flex gap-2">
              {message.requestId && (
                <Link to="/requests/$requestId" params={{ requestId: message.requestId }} className="link text-sm">
                  {t('toRequest')}
                </Link>
              )}
              {message.status === 'quarantined' && may('portal:write') && (
                <>
                  <Button size="sm" onClick={() => retry.mutate(message.id)}>
                    {t('retryMessage')}
                  </Button>
                  <Button size="sm" look="quiet" onClick={() => dismiss.mutate(message.id)}>
                    {t('dismiss')}
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="m-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
    </Panel>
  )
}
