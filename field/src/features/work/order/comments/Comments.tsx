import { newest, threads } from '@fettle/kit/threads'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useRows } from '@/db'
import { usePerson } from '@/session'
import { Button } from '@/ui'
import { useNamesOfUsers } from '@/work'
import type { Comment, Order } from '../acts'
import { Section } from '../Section'
import { CommentSheet } from './CommentSheet'
import { One } from './One'
import { ReplySheet } from './ReplySheet'
import { Writing } from './Writing'

/** So many of the newest are shown at first. */
const AT_FIRST = 10

/** What people say about it, oldest first, answers below what they answer. */
export function Comments({ order }: { order: Order }) {
  const { t } = useTranslation('fieldWork')
  const { may, userId } = usePerson()
  const found = useRows('comments', [Q.where('work_order_id', order.id), Q.sortBy('created_at', Q.asc)], [order.id])
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<string>()
  const [answered, setAnswered] = useState<string>()
  const [said, setSaid] = useState(0)
  const names = useNamesOfUsers()
  const speaks = may('comments:create')
  if (!found || (!found.length && !speaks)) return null
  const lines = threads(found, ({ parent_id }) => parent_id)
  const shown = all ? lines : newest(lines, found, AT_FIRST)
  const opened = found.find(({ id }) => id === open)
  const parent = found.find(({ id }) => id === answered)
  const nameOf = (comment: Comment) => names.get(comment.created_by ?? '') ?? comment.author_name ?? t('comment.somebody')
  const edits = (comment: Comment) => speaks && comment.created_by === userId
  const removes = (comment: Comment) => edits(comment) || may('work_orders:write')
  return (
    <Section title={t('comment.title')} figure={found.length ? String(found.length) : undefined}>
      <View>
        {shown.length < lines.length && <Button look="quiet" label={t('comment.older', { count: lines.length - shown.length })} onPress={() => setAll(true)} />}
        {shown.map(({ comment, answers }, place) => (
          <One
            key={comment.id}
            comment={comment}
            first={place === 0}
            answers={answers}
            name={nameOf(comment)}
            names={names}
            edits={edits(comment)}
            onReply={speaks ? () => setAnswered(comment.id) : undefined}
            onOpen={edits(comment) || removes(comment) ? () => setOpen(comment.id) : undefined}
          />
        ))}
        {speaks && <Writing key={said} order={order} onSaid={() => setSaid(said + 1)} />}
        {opened && <CommentSheet key={opened.id} comment={opened} edits={edits(opened)} onClose={() => setOpen(undefined)} />}
        {parent && <ReplySheet key={parent.id} order={order} parent={parent} name={nameOf(parent)} names={names} onClose={() => setAnswered(undefined)} />}
      </View>
    </Section>
  )
}
