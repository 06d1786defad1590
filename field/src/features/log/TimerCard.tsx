import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { type Row, useDatabase, type Writing } from '@/db'
import { succeeded } from '@/platform/haptics'
import { usePerson } from '@/session'
import { asNumber, asTime } from '@/words/format'
import { Banner, Button, Card, Sheet, Text, toast } from '@/ui'
import { Clock } from './Clock'
import { forgetIn } from '@/drafts/keeping'
import { dropTimer, startTimer, stopTimer, useTimer } from './running.ts'
import { hoursOf, isForgotten, type Timer, TIMER } from './timer.ts'

export interface TimerCardProps {
  order: Pick<Row<'work_orders'>, 'id' | 'title'> & { status?: string }
  /** Takes the hours, and forgets the clock in the same write by `also`. Without it they go into the draft of the work order. */
  onStop?: (staffId: string, hours: number, also: (to: Writing) => Promise<void>) => Promise<void>
  /** Only a clock that runs here is shown. */
  quiet?: boolean
  /** What to do then. */
  onStopped?: () => void
}

/** Start and stop the clock. It goes on when the app is closed; only one can run, so another one is asked about. */
export function TimerCard({ order, quiet = false, onStop, onStopped }: TimerCardProps) {
  const { t } = useTranslation('fieldLog')
  const { staffId, timeZone } = usePerson()
  const database = useDatabase()
  const timer = useTimer()
  const [asking, setAsking] = useState(false)
  if (timer === undefined || !staffId) return null
  const here = timer?.workOrderId === order.id
  const start = async () => {
    setAsking(false)
    await startTimer(database, { workOrderId: order.id, title: order.title, staffId, startedAt: Date.now() }, timeZone)
    succeeded()
  }
  const stop = async (running: Timer) => {
    const hours = hoursOf(running, Date.now())
    if (onStop && hours) await onStop(running.staffId, hours, (to) => forgetIn(database, to, TIMER))
    else await stopTimer(database, timeZone)
    toast({ text: hours ? t('timer.stopped', { hours: asNumber(hours) }) : t('timer.tooShort') })
    if (hours) onStopped?.()
  }
  if (here && timer) {
    return (
      <Card padded>
        <View style={{ flexDirection: 'row', alignItems: 'center', gap: 12, flexWrap: 'wrap' }}>
          <View style={{ flexGrow: 1 }}>
            <Clock startedAt={timer.startedAt} seconds size="xxl" tone="accent" />
            <Text size="sm" tone="muted">
              {t('timer.since', { at: asTime(timer.startedAt) })}
            </Text>
          </View>
          <Button icon="square" look="primary" label={t('timer.stop')} onPress={() => void stop(timer)} />
        </View>
        {isForgotten(timer, Date.now()) && <Banner tone="warn" icon="triangle-alert" title={t('timer.forgotten')} />}
        <Text size="sm" tone="muted">
          {t('timer.quarters')}
        </Text>
      </Card>
    )
  }
  const elsewhere = timer ? hoursOf(timer, Date.now()) : 0
  // What is complete is logged afterwards, not timed.
  if (quiet || order.status === 'complete') return null
  return (
    <>
      <Button icon="timer" label={t('timer.start')} onPress={() => (timer ? setAsking(true) : void start())} />
      <Sheet
        open={asking && !!timer}
        title={t('timer.other')}
        onClose={() => setAsking(false)}
        footer={
          <>
            {elsewhere > 0 && <Button wide label={t('timer.dropOther')} look="danger" onPress={() => void dropTimer(database).then(start)} />}
            <Button wide label={elsewhere > 0 ? t('timer.switch', { hours: asNumber(elsewhere) }) : t('timer.move')} look="primary" onPress={() => void start()} />
          </>
        }
      >
        {timer && (
          <Text>
            {t('timer.otherHelp', { title: timer.title, at: asTime(timer.startedAt), hours: asNumber(elsewhere) })}
          </Text>
        )}
      </Sheet>
    </>
  )
}
