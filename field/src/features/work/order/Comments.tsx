import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useDatabase, useRows } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Badge, Button, Line, Text, TextInput, Toggle } from '@/ui'
import { asMoment } from '@/words/format'
import { unsent, useNamesOfUsers } from '@/work'
import { UnsentBadge } from '../badges'
import { readJson } from '../readJson'
import { type Comment, type Order, say } from './acts'
import { CommentSheet } from './CommentSheet'
import { Section } from './Section'

/** So many of the newest are shown at first. */
const AT_FIRST = 10

interface Given {
  body: string
  public: boolean
}

/** What people say about it, oldest first. */
export function Comments({ order }: { order: Order }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const { may, userId } = usePerson()
  const found = useRows('comments', [Q.where('work_order_id', order.id), Q.sortBy('created_at', Q.asc)], [order.id])
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<string>()
  const [said, setSaid] = useState(0)
  const names = useNamesOfUsers()
  const speaks = may('comments:create')
  if (!found || (!found.length && !speaks)) return null
  const shown = all ? found : found.slice(-AT_FIRST)
  const opened = found.find(({ id }) => id === open)
  const edits = (comment: Comment) => speaks && comment.created_by === userId
  const removes = (comment: Comment) => edits(comment) || may('work_orders:write')
  return (
    <Section title={t('comment.title')} figure={found.length ? String(found.length) : undefined}>
      <View>
        {shown.length < found.length && <Button look="quiet" label={t('comment.older', { count: found.length - shown.length })} onPress={() => setAll(true)} />}
        {shown.map((comment, place) => (
          <One
            key={comment.id}
            comment={comment}
            first={place === 0}
            name={names.get(comment.created_by ?? '') ?? comment.author_name ?? t('comment.somebody')}
            onOpen={edits(comment) || removes(comment) ? () => setOpen(comment.id) : undefined}
          />
        ))}
        {speaks && <Writing key={said} order={order} onSaid={() => setSaid(said + 1)} />}
        {opened && <CommentSheet key={opened.id} comment={opened} edits={edits(opened)} onClose={() => setOpen(undefined)} />}
      </View>
    </Section>
  )
}

function One({ comment, name, first, onOpen }: { comment: Comment; name: string; first: boolean; onOpen?: () => void }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const theme = useTheme()
  return (
    <View style={{ paddingHorizontal: 14, paddingVertical: 10, gap: 4, borderTopWidth: first ? 0 : 1, borderTopColor: theme.line }}>
      <Line>
        <Text size="sm" bold>
          {name}
        </Text>
        <Text size="sm" tone="muted">
          {asMoment(comment.created_at ?? 0)}
        </Text>
        {comment.public && <Badge label={t('comment.public')} icon="eye" />}
        {unsent(comment) && <UnsentBadge />}
      </Line>
      <Text>{comment.body}</Text>
      {onOpen && <Button look="quiet" icon="pencil" label={t('comment.change')} onPress={onOpen} />}
    </View>
  )
}

function Writing({ order, onSaid }: { order: Order; onSaid: () => void }) {
  const { t } = useTranslation('fieldWork')
  const theme = useTheme()
  const database = useDatabase()
  const { userId, name } = usePerson()
  const [busy, setBusy] = useState(false)
  const key = `comment:${order.id}`
  const { draft, change, flush, end } = useKept<Given>({ key, kind: 'comment', subject: order.id, read: readJson<Given>, begin: () => ({ body: '', public: false }) })
  if (!draft) return null
  const send = async () => {
    setBusy(true)
    await flush()
    end()
    await say(database, order, draft.body, draft.public, { userId, name }, (to) => forgetIn(database, to, key))
    onSaid()
  }
  return (
    <View style={{ padding: 14, gap: 8, borderTopWidth: 1, borderTopColor: theme.line }}>
      <TextInput label={t('comment.write')} multiline value={draft.body} onChange={(body) => change((now) => ({ ...now, body }))} />
      {draft.body.trim() !== '' && (
        <>
          {order.requested_by_id && <Toggle label={t('comment.forAsker')} value={draft.public} onChange={(isPublic) => change((now) => ({ ...now, public: isPublic }))} />}
          <Button icon="send" label={t('comment.send')} busy={busy} onPress={() => void send()} />
        </>
      )}
    </View>
  )
}
