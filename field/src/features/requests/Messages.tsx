import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, type Row, useDatabase, useRows, write } from '@/db'
import { useDraft } from '@/drafts/useDraft'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Badge, Button, Card, Heading, Line, Text, TextInput } from '@/ui'
import { unsent } from '@/work/unsent'
import { asMoment } from '@/words/format'
import { authorOf, messageOf } from './saying'
import { MOST } from './text'

type Message = Row<'comments'>

/** So many of the newest are shown at first. */
const AT_FIRST = 10

/** What whoever asked and the office say to each other, oldest first. */
export function Messages({ requestId }: { requestId: string }) {
  const { t } = useTranslation('fieldThings')
  const { may, userId } = usePerson()
  const found = useRows('comments', [Q.where('work_request_id', requestId), Q.sortBy('created_at', Q.asc), Q.sortBy('id', Q.asc)], [requestId])
  const [all, setAll] = useState(false)
  const [said, setSaid] = useState(0)
  const speaks = may('comments:create')
  if (!found || (!found.length && !speaks)) return null
  const shown = all ? found : found.slice(-AT_FIRST)
  return (
    <Card>
      <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('request.messages')}</Heading>
      {!found.length && (
        <Text tone="muted" style={{ paddingHorizontal: 14 }}>
          {t('request.noMessages')}
        </Text>
      )}
      {shown.length < found.length && <Button look="quiet" wide label={t('request.older', { count: found.length - shown.length })} onPress={() => setAll(true)} />}
      {shown.map((message) => (
        <One key={message.id} message={message} author={authorOf(message, userId)} />
      ))}
      {speaks && <Writing key={said} requestId={requestId} onSaid={() => setSaid(said + 1)} />}
    </Card>
  )
}

function One({ message, author }: { message: Message; author: ReturnType<typeof authorOf> }) {
  const { t } = useTranslation('fieldThings')
  const theme = useTheme()
  return (
    <View style={{ paddingHorizontal: 14, paddingVertical: 10, gap: 4, borderTopWidth: 1, borderTopColor: theme.line, backgroundColor: author.mine ? theme.sunken : undefined }}>
      <Line>
        <Text size="sm" bold>
          {author.mine ? t('request.you') : (author.name ?? t('request.office'))}
        </Text>
        <Text size="sm" tone="muted">
          {asMoment(message.created_at)}
        </Text>
        {!author.mine && !message.public && <Badge label={t('request.among')} icon="lock" />}
        {unsent(message) && <Badge tone="info" icon="cloud-upload" label={t('unsent')} />}
      </Line>
      <Text selectable>{message.body}</Text>
    </View>
  )
}

function Writing({ requestId, onSaid }: { requestId: string; onSaid: () => void }) {
  const { t } = useTranslation('fieldThings')
  const theme = useTheme()
  const database = useDatabase()
  const person = usePerson()
  const [busy, setBusy] = useState(false)
  const draft = useDraft({ key: `message:${requestId}`, kind: 'message', subject: requestId, begin: () => ({ body: '' }) })
  if (!draft.value) return null
  const { body } = draft.value
  const send = async () => {
    setBusy(true)
    await write(database, async (to) => {
      to.create('comments', messageOf(requestId, body, person, Date.now()))
      await draft.endIn(to)
    })
    onSaid()
  }
  return (
    <View style={{ padding: 14, gap: 8, borderTopWidth: 1, borderTopColor: theme.line }}>
      <TextInput label={t('request.message')} multiline maxLength={MOST} value={body} onChange={(next) => draft.change({ body: next })} testID="request-message" />
      {body.trim() !== '' && <Button icon="send" label={t('request.say')} busy={busy} onPress={() => void send()} />}
    </View>
  )
}
