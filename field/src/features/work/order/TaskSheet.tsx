import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { useDatabase, write } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { Button, Segmented, Sheet, Text, TextInput, toast } from '@/ui'
import { ANSWERS, isAnswered, taskKey, type TaskStatus } from '@/work'
import { readJson } from '../readJson'
import { type Task, unanswer } from './acts'

interface Props {
  task: Task
  asset: string | undefined
  answers: boolean
  onClose: () => void
}

interface Given {
  status: TaskStatus
  result: string
}

/** A task in full, and its answer: done, failed or skipped, with a result. */
export function TaskSheet({ task, asset, answers, onClose }: Props) {
  const { t } = useTranslation(['fieldWork', 'field', 'common'])
  const database = useDatabase()
  const key = `task:${task.id}`
  const { draft, change, end } = useKept<Given>({ key, kind: 'task', subject: task.work_order_id, read: readJson<Given>, begin: () => ({ status: isAnswered(task) ? (task.status as TaskStatus) : 'done', result: task.result ?? '' }) })
  const save = async () => {
    if (!draft) return
    end()
    await write(database, async (to) => {
      await to.update('work_order_tasks', task.id, { status: draft.status, result: draft.result.trim() || null })
      await forgetIn(database, to, key)
    })
    onClose()
    toast({ text: t('task.saved', { title: task.title, status: t(taskKey(draft.status)) }), undo: () => unanswer(database, task) })
  }
  return (
    <Sheet open title={task.title} onClose={onClose} footer={answers && <Button wide look="primary" label={t('common:save')} onPress={() => void save()} />}>
      {task.instructions ? <Text>{task.instructions}</Text> : null}
      {asset && task.asset_id && (
        <Button
          icon="box"
          label={asset}
          onPress={() => {
            onClose()
            router.push(`/assets/${task.asset_id}`)
          }}
        />
      )}
      {answers && draft ? (
        <>
          <Segmented label={t('task.outcome')} value={draft.status} options={ANSWERS.map((value) => ({ value, label: t(taskKey(value)) }))} onChange={(status) => change((now) => ({ ...now, status }))} />
          <TextInput label={t('task.result')} optional multiline value={draft.result} onChange={(result) => change((now) => ({ ...now, result }))} />
        </>
      ) : (
        <Text tone="muted">{[t(taskKey(task.status)), task.result].filter(Boolean).join(': ')}</Text>
      )}
    </Sheet>
  )
}
