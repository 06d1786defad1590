import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { forgetDraft, useKept } from '@/drafts/keeping'
import { Button, Sheet, TextInput, Toggle, toast } from '@/ui'
import { readJson } from '../readJson'
import { addTask, type Order } from './acts'

interface Given {
  title: string
  required: boolean
}

/** One more line of work. */
export function AddTask({ order, position, onClose }: { order: Order; position: number; onClose: () => void }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const key = `new-task:${order.id}`
  const [missing, setMissing] = useState(false)
  const { draft, change, end } = useKept<Given>({ key, kind: 'new-task', subject: order.id, read: readJson<Given>, begin: () => ({ title: '', required: true }) })
  const save = async () => {
    if (!draft?.title.trim()) return setMissing(true)
    end()
    await addTask(database, order, draft.title, draft.required, position)
    await forgetDraft(database, key)
    onClose()
    toast({ text: t('task.added', { title: draft.title.trim() }) })
  }
  return (
    <Sheet open title={t('task.addTitle')} onClose={onClose} footer={<Button wide look="primary" label={t('common:add')} onPress={() => void save()} />}>
      {draft && (
        <>
          <TextInput autoFocus label={t('task.what')} value={draft.title} fault={missing && !draft.title.trim() ? t('common:fieldRequired') : undefined} onChange={(title) => change((now) => ({ ...now, title }))} />
          <Toggle label={t('task.required')} help={t('task.requiredHelp')} value={draft.required} onChange={(required) => change((now) => ({ ...now, required }))} />
        </>
      )}
    </Sheet>
  )
}
