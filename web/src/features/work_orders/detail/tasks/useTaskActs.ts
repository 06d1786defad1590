import { addWorkOrderTask, answerWorkOrderTask, removeWorkOrderTask, type TaskBody, type TaskPatch, type TaskStatus, updateWorkOrderTask, type WorkOrderDetail, type WorkOrderTask } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { swapped } from '../rules'
import { showAhead } from '../useWorkOrder'

const TOUCHES = ['WorkOrderTask', 'getWorkOrder', 'WorkOrderHistory']

/** What can be done with the tasks of a work order; each is seen at once. */
export function useTaskActs(workOrder: WorkOrderDetail) {
  const { t } = useTranslation('workOrders')
  const { id, tasks = [] } = workOrder
  const path = (task: WorkOrderTask) => ({ work_order_id: id, task_id: task.id })
  const show = (change: (tasks: WorkOrderTask[]) => WorkOrderTask[]) => ({ tasks: change(tasks) })
  const put = (task: WorkOrderTask, change: Partial<WorkOrderTask>) => show((all) => all.map((each) => (each.id === task.id ? { ...each, ...change } : each)))

  const answer = useAct({
    do: ({ task, status, result }: { task: WorkOrderTask; status: TaskStatus; result: string | null }) => answerWorkOrderTask({ path: path(task), body: { status, result } }),
    touches: TOUCHES,
    ahead: ({ task, status, result }, client) => showAhead(client, id, () => put(task, { status, result, answeredAt: new Date().toISOString() })),
  })
  const add = useAct({
    do: (body: TaskBody) => addWorkOrderTask({ path: { work_order_id: id }, body }),
    touches: TOUCHES,
  })
  const change = useAct({
    do: ({ task, patch }: { task: WorkOrderTask; patch: TaskPatch }) => updateWorkOrderTask({ path: path(task), body: patch, headers: ifMatch(task.version) }),
    touches: TOUCHES,
  })
  const move = useAct({
    do: async ({ task, step }: { task: WorkOrderTask; step: 1 | -1 }) => {
      for (const { task: each, position } of swapped(tasks, task.id, step) ?? []) {
        await updateWorkOrderTask({ path: path(each), body: { position }, headers: ifMatch(each.version) })
      }
    },
    touches: TOUCHES,
    ahead: ({ task, step }, client) =>
      showAhead(client, id, () => {
        const at = tasks.indexOf(task)
        const next = [...tasks]
        next.splice(at, 1)
        next.splice(at + step, 0, task)
        return { tasks: next }
      }),
  })
  const remove = useAct({
    do: (task: WorkOrderTask) => removeWorkOrderTask({ path: path(task), headers: ifMatch(task.version) }),
    touches: TOUCHES,
    done: (_gone, task) => t('task.removed', { title: task.title }),
    // There is no restoring of tasks: undoing writes it down again, at the end.
    undo: (_gone, { title, taskCodeId, assetId, instructions, required, estimatedHours }) =>
      addWorkOrderTask({ path: { work_order_id: id }, body: { title, taskCodeId, assetId, instructions, required: required ?? true, estimatedHours } }),
    ahead: (task, client) => showAhead(client, id, () => show((all) => all.filter((each) => each.id !== task.id))),
  })
  return { answer, add, change, move, remove }
}
