import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { usePerson } from '@/session'
import { Banner, Button, Text, toast } from '@/ui'
import { isOpen, progress, takesAnswers, useNamesOf } from '@/work'
import { type Order, answer, type Task, unanswer } from './acts'
import { AddTask } from './AddTask'
import { Section } from './Section'
import { TaskRow } from './TaskRow'
import { TaskSheet } from './TaskSheet'

interface Props {
  order: Order
  tasks: readonly Task[]
  /** The task whose answer is open. */
  open: string | undefined
  onOpen: (id: string) => void
  onClose: () => void
}

/** What is to be done, line by line. */
export function Tasks({ order, tasks, open, onOpen, onClose }: Props) {
  const { t } = useTranslation('fieldWork')
  const database = useDatabase()
  const { may } = usePerson()
  const [adding, setAdding] = useState(false)
  const assets = useNamesOf('assets', tasks.map(({ asset_id }) => asset_id))
  const answers = takesAnswers(order) && may('work_orders:work')
  const adds = isOpen(order) && may('work_orders:write')
  const { answered, all } = progress(tasks)
  const tick = async (task: Task) => {
    await answer(database, task.id, 'done', task.result)
    toast({
      text: t('task.isDone', { title: task.title }),
      undo: () => unanswer(database, task),
    })
  }
  const opened = tasks.find(({ id }) => id === open)
  if (!all && !adds) return null
  return (
    <>
      <Section
        title={t('task.title')}
        figure={all ? t('task.progress', { answered, all }) : undefined}
        action={adds && <Button look="quiet" icon="plus" label={t('task.add')} onPress={() => setAdding(true)} />}
      >
        {tasks.length ? (
          tasks.map((task, place) => (
            <TaskRow key={task.id} task={task} first={place === 0} asset={task.asset_id ? assets.get(task.asset_id) : undefined} answers={answers} onTick={() => void tick(task)} onOpen={() => onOpen(task.id)} />
          ))
        ) : (
          <Text tone="muted" style={{ padding: 14 }}>
            {t('task.none')}
          </Text>
        )}
      </Section>
      {order.status === 'new' && all > 0 && <Banner tone="info" title={t('task.notYet')} />}
      {opened && <TaskSheet key={opened.id} task={opened} asset={opened.asset_id ? assets.get(opened.asset_id) : undefined} answers={answers} onClose={onClose} />}
      {adding && <AddTask order={order} position={Math.max(-1, ...tasks.map(({ position }) => position)) + 1} onClose={() => setAdding(false)} />}
    </>
  )
}
