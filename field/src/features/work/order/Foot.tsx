import { router } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowDimensions } from 'react-native'
import { useDatabase } from '@/db'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Button, IconButton, toast } from '@/ui'
import type { Verb } from '@/work'
import { make, type Order, type Task } from './acts'
import { MoreSheet } from './MoreSheet'
import { MoveSheet } from './MoveSheet'
import { besides, type Step, stepsOf } from './steps'
import { VERB_ICONS } from './verbs'

interface Props {
  order: Order
  tasks: readonly Task[]
  number: string
  /** The move that asks something at the moment. */
  asked: Verb | undefined
  onAsk: (verb: Verb | undefined) => void
  onTask: (id: string) => void
  onAssign?: () => void
  onChange?: () => void
}

/** So wide is a screen on which two buttons with pictures stand beside each other, with text as large as usual. */
const ROOMY = 330

/** The next step under the thumb, the log beside it, everything else behind a button. */
export function Foot({ order, tasks, number, asked, onAsk, onTask, onAssign, onChange }: Props) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const { may } = usePerson()
  const { text } = useTheme()
  const { width } = useWindowDimensions()
  const [more, setMore] = useState(false)
  const { next, others } = stepsOf(order, tasks, may)
  const { logs, follows, assigns, changes } = besides(order, may, !!onAssign)
  // On a small phone with large text the words need the room of the pictures.
  const tight = width < ROOMY * text
  const take = (step: Step) => {
    setMore(false)
    if (step.asks !== 'nothing' || step.unanswered.length) return onAsk(step.verb)
    void make(database, order, step.way, {}).then(() => toast({ text: t(`moved.${step.verb}`, { number }) }))
  }
  const asking = [...(next ? [next] : []), ...others].find(({ verb }) => verb === asked)
  return (
    <>
      {logs && <Button wide icon={tight ? undefined : 'timer'} label={t('log.add')} onPress={() => router.push(`/work-orders/${order.id}/log`)} />}
      {next && <Button wide look="primary" icon={tight ? undefined : VERB_ICONS[next.verb]} label={t(`common:verb.${next.verb}`)} onPress={() => take(next)} />}
      {(others.length > 0 || follows || assigns || changes) && <IconButton icon="ellipsis" label={t('order.more')} onPress={() => setMore(true)} />}
      {more && (
        <MoreSheet
          steps={others}
          onStep={take}
          onClose={() => setMore(false)}
          onChange={changes ? onChange : undefined}
          onAssign={assigns ? onAssign : undefined}
          onFollow={follows ? () => router.push({ pathname: '/work-orders/new', params: { followUpOf: order.id } }) : undefined}
        />
      )}
      {asking && (
        <MoveSheet
          key={asking.verb}
          order={order}
          step={asking}
          number={number}
          onClose={() => onAsk(undefined)}
          onTask={onTask}
        />
      )}
    </>
  )
}
