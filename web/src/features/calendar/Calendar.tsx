import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useWorkOrderFilters, WorkOrdersPage } from '@/features/work_orders/WorkOrderViews'
import { day, localDay, moment, time } from '@/lib/format'
import { usePhone } from '@/lib/screen'
import { Failed, Loading } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { Agenda } from './Agenda'
import type { Spot } from './DragArea'
import { byDay, changed, type Entry, firstDay, movedTo } from './entries'
import { Frame } from './Frame'
import { MonthGrid } from './MonthGrid'
import { ForecastSwitch, Steps, TraySwitch } from './Tools'
import { Tray } from './Tray'
import { TAKES, useEntries } from './useEntries'
import { useSchedule } from './useSchedule'
import { useSpan, WAYS } from './useSpan'
import { WeekGrid } from './WeekGrid'

/** Work where it stands in time: by month, by week with its hours, or day after day. */
export default function Calendar() {
  const { t } = useTranslation('calendar')
  const { may } = useAccount()
  const { address, set } = useWorkOrderFilters()
  const phone = usePhone()
  const span = useSpan()
  const plans = !phone && may('work_orders:write')
  return (
    <WorkOrdersPage
      view="calendar"
      takes={TAKES}
      counted={null}
      tools={
        <>
          {!phone && <Segments label={t('views.label')} value={span.as} options={WAYS.map((value) => ({ value, label: t(`views.${value}`) }))} onChange={(as) => span.set({ as })} />}
          <ForecastSwitch />
          {plans && <TraySwitch open={address.tray !== 'off'} onChange={(open) => set({ tray: open ? undefined : 'off' }, { replace: true })} />}
        </>
      }
    >
      <Days tray={plans && address.tray !== 'off'} />
    </WorkOrdersPage>
  )
}

function Days({ tray }: { tray: boolean }) {
  const { t } = useTranslation('calendar')
  const span = useSpan()
  const { days } = span
  const { entries, query, hasMore } = useEntries(days[0]!, days.at(-1)!)
  const schedule = useSchedule()
  const placed = useMemo(() => byDay(schedule.place(entries), days), [schedule, entries, days])

  const target = (spot: Spot) => ({ day: spot.name.slice('day:'.length), ...(spot.minute !== undefined && { minute: spot.minute }) })
  const say = (entry: Entry, spot: Spot) => {
    const { scheduledStart } = movedTo(entry, target(spot))
    return `${day(scheduledStart, { weekday: true })}, ${time(scheduledStart)}`
  }
  const drop = (entry: Entry, spot: Spot, from: string | undefined) => {
    const change = movedTo(entry, target(spot), from)
    if (entry.endsAt && Date.parse(entry.startsAt ?? '') === Date.parse(change.scheduledStart)) return
    if (!entry.endsAt && spot.minute === undefined && firstDay(entry) === localDay(change.scheduledStart)) return
    schedule.shift({ entry, change, said: t('move.done', { number: `WO-${entry.number}`, when: moment(changed(entry, change).startsAt) }) })
  }
  const openDay = (at: string) => span.set({ at, as: 'agenda' })
  return (
    <div className="flex h-full flex-col gap-2 px-4 pb-4 sm:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <Steps
          title={span.title}
          today={span.days.includes(span.today)}
          onToday={() => span.set({ at: undefined })}
          onBefore={() => span.set({ at: span.before })}
          onAfter={() => span.set({ at: span.after })}
        />
        {hasMore && <p role="status" className="text-sm text-warn">{t('tooMany')}</p>}
      </div>
      <Frame schedule={schedule} say={say} onDrop={drop}>
        <div className="flex min-h-0 flex-1 gap-3">
          {query.isPending ? (
            <Loading className="flex-1 rounded-lg border" />
          ) : query.isError && !query.data ? (
            <Failed error={query.error} retry={() => void query.refetch()} className="flex-1" />
          ) : span.as === 'month' ? (
            <MonthGrid span={span} entries={placed} openDay={openDay} />
          ) : span.as === 'week' ? (
            <WeekGrid span={span} entries={placed} openDay={openDay} />
          ) : (
            <Agenda span={span} entries={placed} />
          )}
          {tray && <Tray taken={schedule.taken} />}
        </div>
      </Frame>
    </div>
  )
}
