import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Q, useDatabase, useRows } from '@/db'
import { StaffField } from '@/features/pickers'
import { usePerson } from '@/session'
import { Button, Choice, Sheet, toast } from '@/ui'
import { assign, type Order } from './acts'

/** Whose work it is: mine, somebody else's, a crew's. */
export function AssignSheet({ order, number, onClose }: { order: Order; number: string; onClose: () => void }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const { staffId } = usePerson()
  const crews = useRows('crews', [Q.where('active', true), Q.sortBy('name', Q.asc)])
  const [assigneeId, setAssignee] = useState(order.assignee_id)
  const [crewId, setCrew] = useState(order.crew_id)
  const save = async (values: { assignee_id: string | null; crew_id: string | null }) => {
    const { assignee_id, crew_id } = order
    await assign(database, order, values)
    onClose()
    toast({ text: t('assign.done', { number }), undo: () => assign(database, order, { assignee_id, crew_id }) })
  }
  return (
    <Sheet open title={t('assign.title')} onClose={onClose} footer={<Button wide look="primary" label={t('common:save')} onPress={() => void save({ assignee_id: assigneeId, crew_id: crewId })} />}>
      {staffId && order.assignee_id !== staffId && <Button icon="user" label={t('assign.me')} onPress={() => void save({ assignee_id: staffId, crew_id: crewId })} />}
      <StaffField label={t('assign.person')} optional value={assigneeId} onChange={setAssignee} />
      <Choice label={t('assign.crew')} optional value={crewId} options={(crews ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={setCrew} />
    </Sheet>
  )
}
