import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase, write } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { Button, Sheet, Text, TextInput, toast } from '@/ui'
import { readJson } from '../readJson'
import { type Comment, remove } from './acts'

interface Given {
  body: string
}

/** One's own comment, to be changed or taken away; somebody else's by who runs the work only to be taken away. */
export function CommentSheet({ comment, edits, onClose }: { comment: Comment; edits: boolean; onClose: () => void }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const [sure, setSure] = useState(false)
  const key = `comment-change:${comment.id}`
  const { draft, change, end } = useKept<Given>({ key, kind: 'comment-change', subject: comment.id, read: readJson<Given>, begin: () => ({ body: comment.body }) })
  const save = async () => {
    end()
    await write(database, async (to) => {
      if (draft?.body.trim() && draft.body.trim() !== comment.body) await to.update('comments', comment.id, { body: draft.body.trim() })
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
      {edits && draft ? <TextInput label={t('comment.text')} multiline value={draft.body} onChange={(body) => change(() => ({ body }))} /> : <Text>{comment.body}</Text>}
    </Sheet>
  )
}
