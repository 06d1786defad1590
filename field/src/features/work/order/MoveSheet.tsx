import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useDatabase, useRows } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { useTheme } from '@/theme'
import { Banner, Button, Field, Row, Sheet, TextInput, toast } from '@/ui'
import type { Said } from '@/work'
import { readJson } from '../readJson'
import { make, type Order } from './acts'
import { Codes } from './Codes'
import type { Step } from './steps'

interface Props {
  order: Order
  step: Step
  number: string
  onClose: () => void
  /** Go to a task that has to be answered first. */
  onTask: (id: string) => void
}

/** What a move asks before it is made: why, what was found, what is still to be answered. */
export function MoveSheet({ order, step, number, onClose, onTask }: Props) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const theme = useTheme()
  const database = useDatabase()
  const { verb, way, asks, unanswered } = step
  const key = `${verb}:${order.id}`
  const [pressed, setPressed] = useState(false)
  const { draft, change, end, flush } = useKept<Said>({ key, kind: 'move', subject: order.id, read: readJson<Said>, begin: () => ({ reasonId: null, note: '' }) })
  const reasons = useRows('reasons', [Q.where('kind', verb), Q.where('active', true), Q.sortBy('name', Q.asc)], [verb])
  const blocked = unanswered.length > 0
  const note = draft?.note?.trim() ?? ''
  const missing = (asks === 'reason' && !draft?.reasonId && !note) || (asks === 'note' && !note)
  const save = async () => {
    if (!draft) return
    if (missing) return setPressed(true)
    end()
    await make(database, order, way, draft, (to) => forgetIn(database, to, key))
    onClose()
    toast({ text: t(`moved.${verb}`, { number }) })
  }
  const toTask = (id: string) => {
    void flush()
    onTask(id)
  }
  return (
    <Sheet
      open
      title={t(`move.${verb}`, { number })}
      onClose={onClose}
      footer={<Button wide look={verb === 'cancel' ? 'danger' : 'primary'} disabled={blocked} label={t(`common:verb.${verb}`)} onPress={() => void save()} />}
    >
      {blocked && (
        <View style={{ gap: 8 }}>
          <Banner tone="warn" icon="list-checks" title={t('complete.unanswered', { count: unanswered.length })} />
          <View style={{ borderWidth: 1, borderColor: theme.line, borderRadius: 12, overflow: 'hidden' }}>
            {unanswered.map((task, place) => (
              <Row key={task.id} first={place === 0} icon="square" title={task.title} label={t('complete.toTask', { title: task.title })} onPress={() => toTask(task.id)} />
            ))}
          </View>
        </View>
      )}
      {draft && (
        <>
          {(verb === 'hold' || verb === 'cancel') && !!reasons?.length && (
            <Field label={t('move.reason')} fault={pressed && missing ? t('move.why') : undefined}>
              <View role="group" aria-label={t('move.reason')} style={{ borderWidth: 1, borderColor: theme.line, borderRadius: 12, overflow: 'hidden' }}>
                {reasons.map(({ id, name }, place) => (
                  <Row key={id} first={place === 0} title={name} selected={draft.reasonId === id} onPress={() => change((now) => ({ ...now, reasonId: now.reasonId === id ? null : id }))} />
                ))}
              </View>
            </Field>
          )}
          <TextInput
            label={t(verb === 'complete' ? 'complete.note' : 'move.note')}
            multiline
            optional={asks !== 'note'}
            value={draft.note ?? ''}
            fault={pressed && missing && asks === 'note' ? t('move.why') : undefined}
            onChange={(text) => change((now) => ({ ...now, note: text }))}
          />
          {verb === 'complete' && <Codes order={order} said={draft} onChange={(part) => change((now) => ({ ...now, ...part }))} />}
        </>
      )}
    </Sheet>
  )
}
