import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActsContext, type EntryActs } from './acts'
import { DragArea, type Spot } from './DragArea'
import type { Entry } from './entries'
import { RescheduleDialog } from './RescheduleDialog'
import type { Schedule } from './useSchedule'

interface Props {
  schedule: Schedule
  say: (entry: Entry, spot: Spot) => string | undefined
  onDrop: (entry: Entry, spot: Spot, from: string | undefined) => void
  children: ReactNode
}

/** What the calendar and the workload share: dragging, the dialog that does without it, taking work out of the schedule. */
export function Frame({ schedule, say, onDrop, children }: Props) {
  const { t } = useTranslation('calendar')
  const [asking, setAsking] = useState<Entry>()
  const { movable, refused, shift } = schedule
  const acts = useMemo<EntryActs>(
    () => ({ movable, refused, ask: setAsking, unschedule: (entry) => shift(unscheduled(entry, t('move.unscheduled', { number: `WO-${entry.number}` }))) }),
    [movable, refused, shift, t],
  )
  return (
    <ActsContext value={acts}>
      <DragArea say={(entry, spot) => (spot.name === 'tray' ? (entry.endsAt ? t('drag.tray') : undefined) : say(entry, spot))} onDrop={(entry, spot, from) => (spot.name === 'tray' ? acts.unschedule(entry) : onDrop(entry, spot, from))}>
        {children}
      </DragArea>
      {asking && <RescheduleDialog entry={asking} onClose={() => setAsking(undefined)} />}
    </ActsContext>
  )
}

const unscheduled = (entry: Entry, said: string) => ({ entry, change: { scheduledStart: null, scheduledEnd: null }, said })
