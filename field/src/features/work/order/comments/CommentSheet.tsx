import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { row, useDatabase, write } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { Button, Sheet, Text, toast } from '@/ui'
import { readJson } from '../../readJson'
import { type Comment, remove } from '../acts'
import { MentionInput } from './MentionInput'
import { mentionedIn, readMentions } from '@fettle/kit/mentions'
import { useAddressed } from './people'

interface Given {
  body: string
  chosen?: string[]
}

/** One's own comment, to be changed or taken away; somebody else's by who runs the work only to be taken away. */
export function CommentSheet({ comment, edits, onClose }: { comment: Comment; edits: boolean; onClose: () => void }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const people = useAddressed(comment.work_order_id)
  const [sure, setSure] = useState(false)
  const key = `comment-change:${comment.id}`
  const { draft, change, end } = useKept<Given>({ key, kind: 'comment-change', subject: comment.id, read: readJson<Given>, begin: () => ({ body: comment.body }) })
  const save = async () => {
    const body = draft?.body.trim()
    end()
    await write(database, async (to) => {
      const there = body && body !== comment.body ? await row(database, 'comments', comment.id) : undefined
      // Whom it speaks to is said once: when it is sent.
      const mentions = there?._status === 'created' && { mentions: JSON.stringify(mentionedIn(body!, people, [...readMentions(comment.mentions), ...(draft?.chosen ?? [])])) }
      if (there) await to.update('comments', comment.id, { body, ...mentions })
      await forgetIn(database, to, key)
    })
    onClose()
  }
  const drop = async () => {
    if (!sure) return setSure(true)
    end()
    await remove(database, 'comments', comment.id)
    onClose()
    toast({ text: t('comment.deleted') })
  }
  return (
    <Sheet
      open
      title={t('comment.changeTitle')}
      onClose={onClose}
      footer={
        <>
          <Button wide look="danger" icon="trash-2" label={t(sure ? 'comment.sure' : 'common:delete')} onPress={() => void drop()} />
          {edits && <Button wide look="primary" label={t('common:save')} disabled={!draft?.body.trim()} onPress={() => void save()} />}
        </>
      }
    >
      {edits && draft ? (
        <MentionInput
          label={t('comment.text')}
          value={draft.body}
          people={comment._status === 'created' ? people : []}
          onChange={(body) => change((now) => ({ ...now, body }))}
          onChoose={(id) => change((now) => ({ ...now, chosen: [...(now.chosen ?? []), id] }))}
        />
      ) : (
        <Text>{comment.body}</Text>
      )}
    </Sheet>
  )
}
