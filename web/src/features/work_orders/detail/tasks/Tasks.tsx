import type { TaskStatus, WorkOrderDetail, WorkOrderTask } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Panel } from '@/ui/page'
import { isOpen, takesAnswers } from '../rules'
import { AddTask } from './AddTask'
import { AnswerDialog } from './AnswerDialog'
import { TaskRow } from './TaskRow'
import { TaskSheet } from './TaskSheet'
import { useTaskActs } from './useTaskActs'

/** What is to be done, line by line, and what came out of it. */
export function Tasks({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const acts = useTaskActs(workOrder)
  const [sheet, setSheet] = useState<{ task: WorkOrderTask | undefined }>()
  const [asked, setAsked] = useState<{ task: WorkOrderTask; status: TaskStatus }>()
  const { tasks = [], assets = [] } = workOrder
  const writes = may('work_orders:write') && isOpen(workOrder)
  const answers = may('work_orders:work') && takesAnswers(workOrder)
  const answered = tasks.filter(({ status }) => (status ?? 'open') !== 'open').length
  return (
    <Panel
      flush
      title={
        <>
          {t('task.tasks')}
          {tasks.length > 0 && <span className="ml-2 text-sm font-normal text-muted">{t('task.progress', { done: answered, count: tasks.length })}</span>}
        </>
      }
    >
      {tasks.length === 0 && !writes && <p className="px-4 py-3 text-muted">{t('task.none')}</p>}
      {tasks.length > 0 && (
        <ul>
          {tasks.map((task, at) => (
            <TaskRow
              key={task.id}
              task={task}
              assetName={assets.find(({ id }) => id === task.assetId)?.name}
              first={at === 0}
              last={at === tasks.length - 1}
              answers={answers}
              writes={writes}
              onAnswer={(status, result) => acts.answer.mutate({ task, status, result })}
              onAsk={(status) => setAsked({ task, status })}
              onEdit={() => setSheet({ task })}
              onMove={(step) => acts.move.mutate({ task, step })}
              onRemove={() => acts.remove.mutate(task)}
            />
          ))}
        </ul>
      )}
      {writes && <AddTask adding={acts.add.isPending} onAdd={(body) => acts.add.mutate(body)} onMore={() => setSheet({ task: undefined })} />}
      {sheet && <TaskSheet workOrder={workOrder} task={sheet.task} onClose={() => setSheet(undefined)} />}
      {asked && <AnswerDialog {...asked} onClose={() => setAsked(undefined)} onGive={(status, result) => acts.answer.mutate({ task: asked.task, status, result })} />}
    </Panel>
  )
}

/** Lead the eye and the keyboard to a task. */
export function goToTask(id: string): void {
  const row = document.getElementById(`task-${id}`)
  row?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  row?.querySelector('button')?.focus({ preventScroll: true })
}
