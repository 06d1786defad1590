import { router, useLocalSearchParams } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Conflicts } from '@/conflicts'
import { Q, useRow, useRows } from '@/db'
import { LogSection, TimerCard } from '@/features/log'
import { Absent } from '@/features/notifications'
import { Documents, Photos } from '@/features/photos'
import { usePerson } from '@/session'
import { syncNow } from '@/sync'
import { Screen, Skeleton } from '@/ui'
import { numberOf, takesLogs, type Verb } from '@/work'
import { About } from './order/About'
import type { Order } from './order/acts'
import { Assets } from './order/Assets'
import { AssignSheet } from './order/AssignSheet'
import { ChangeSheet } from './order/ChangeSheet'
import { Comments } from './order/comments/Comments'
import { Foot } from './order/Foot'
import { Head } from './order/Head'
import { Section } from './order/Section'
import { besides, stepsOf } from './order/steps'
import { Tasks } from './order/Tasks'

/** One work order, with everything that can be done about it. */
export default function WorkOrder() {
  const { id } = useLocalSearchParams<{ id: string }>()
  const { t } = useTranslation(['fieldWork', 'field'])
  const order = useRow('work_orders', id)
  if (order) return <Loaded key={order.id} order={order} />
  return (
    <Screen title={t('field:order.title')} back onRefresh={syncNow}>
      {order === undefined ? <Skeleton /> : <Absent office={`/work-orders/${id}`} />}
    </Screen>
  )
}

function Loaded({ order }: { order: Order }) {
  const { t } = useTranslation('fieldWork')
  const { may } = usePerson()
  const tasks = useRows('work_order_tasks', [Q.where('work_order_id', order.id), Q.sortBy('position', Q.asc)], [order.id])
  const [asked, setAsked] = useState<Verb>()
  const [task, setTask] = useState<{ id: string; then?: Verb }>()
  const [assigning, setAssigning] = useState(false)
  const [changing, setChanging] = useState(false)
  const number = numberOf(order) ?? t('list.noNumber')
  // Whoever answers a task because a move waits for it goes back to that move.
  const close = () => {
    setAsked(task?.then)
    setTask(undefined)
  }
  const answerFirst = (id: string) => {
    setTask({ id, then: asked })
    setAsked(undefined)
  }
  const { next, others } = stepsOf(order, tasks ?? [], may)
  const acts = !!next || others.length > 0 || Object.values(besides(order, may, may('work_orders:write'))).some(Boolean)
  const assigns = may('work_orders:write')
  return (
    <Screen
      title={number}
      subtitle={order.title}
      back
      onRefresh={syncNow}
      footer={tasks && acts && <Foot order={order} tasks={tasks} number={number} asked={asked} onAsk={setAsked} onTask={answerFirst} onAssign={assigns ? () => setAssigning(true) : undefined} onChange={() => setChanging(true)} />}
    >
      <Head order={order} onAssign={assigns ? () => setAssigning(true) : undefined} />
      <Conflicts collection="work_orders" recordId={order.id} />
      {tasks ? <Tasks order={order} tasks={tasks} open={task?.id} onOpen={(id) => setTask({ id })} onClose={close} /> : <Skeleton rows={2} />}
      {may('logs:create') && takesLogs(order) && <TimerCard order={order} onStopped={() => router.push(`/work-orders/${order.id}/log`)} />}
      <LogSection order={order} acts={false} />
      <Assets orderId={order.id} />
      <Section title={t('order.photos')}>
        <View style={{ padding: 14, gap: 12 }}>
          <Photos subject="work_order" subjectId={order.id} />
          <Documents quiet subject="work_order" subjectId={order.id} />
        </View>
      </Section>
      <Comments order={order} />
      <About order={order} />
      {assigning && <AssignSheet order={order} number={number} onClose={() => setAssigning(false)} />}
      {changing && <ChangeSheet order={order} number={number} onClose={() => setChanging(false)} />}
    </Screen>
  )
}
