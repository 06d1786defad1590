import { showWorkloadOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useWorkOrderFilters, WorkOrdersPage } from '@/features/work_orders/WorkOrderViews'
import { addDays, daysFrom, isDay, isWeekend, startOfWeek } from '@/lib/days'
import { day, localDay, time } from '@/lib/format'
import { usePhone } from '@/lib/screen'
import { Empty, Failed, Loading } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import type { Spot } from './DragArea'
import { type Entry, movedTo } from './entries'
import { Frame } from './Frame'
import { LoadGrid } from './LoadGrid'
import { byCell, given, type Hands, holderOf, NOBODY, parsed, rowsOf } from './loads'
import { ForecastSwitch, Steps, TraySwitch } from './Tools'
import { Tray } from './Tray'
import { calendarQuery, TAKES, useEntries, useForecast } from './useEntries'
import { useSchedule } from './useSchedule'
import { spoken } from './useSpan'

/** Who has how much to do on which day, and the work itself, to be dragged to others. */
export default function Workload() {
  const { t } = useTranslation('calendar')
  const { may, household } = useAccount()
  const { address, set } = useWorkOrderFilters()
  const phone = usePhone()
  const by: Hands = address.by === 'crew' && !household ? 'crew' : 'staff'
  const plans = !phone && may('work_orders:write')
  const tray = plans && address.tray !== 'off'
  return (
    <WorkOrdersPage
      view="workload"
      takes={TAKES}
      counted={null}
      tools={
        <>
          {!household && (
            <Segments
              label={t('load.by')}
              value={by}
              options={[{ value: 'staff', label: t('load.people') }, { value: 'crew', label: t('load.crews') }]}
              onChange={(next) => set({ by: next === 'crew' ? 'crew' : undefined })}
            />
          )}
          {!phone && (
            <Segments
              label={t('views.label')}
              value={address.weeks === '2' ? '2' : '1'}
              options={[{ value: '1', label: t('load.weeks', { count: 1 }) }, { value: '2', label: t('load.weeks', { count: 2 }) }]}
              onChange={(weeks) => set({ weeks: weeks === '2' ? '2' : undefined })}
            />
          )}
          <ForecastSwitch />
          {plans && <TraySwitch open={tray} onChange={(open) => set({ tray: open ? undefined : 'off' }, { replace: true })} />}
        </>
      }
    >
      <Loads by={by} tray={tray} />
    </WorkOrdersPage>
  )
}

function Loads({ by, tray }: { by: Hands; tray: boolean }) {
  const { t } = useTranslation('calendar')
  const { tenant } = useAccount()
  const { address, query, set } = useWorkOrderFilters()
  const { shown: forecast } = useForecast()
  const today = localDay(new Date())
  const at = isDay(address.at) ? address.at : today
  const phone = usePhone()
  const length = address.weeks === '2' && !phone ? 14 : 7
  const first = startOfWeek(at, tenant.settings.weekStartsOn)
  const days = useMemo(() => daysFrom(first, length), [first, length])
  const last = days.at(-1)!
  const { entries, query: asked, hasMore } = useEntries(first, last)
  const load = useQuery({ ...showWorkloadOptions({ query: { ...calendarQuery(query, first, last, forecast), by } }), placeholderData: keepPreviousData })
  const schedule = useSchedule()
  const cells = useMemo(() => byCell(schedule.place(entries), by), [schedule, entries, by])
  const rows = useMemo(() => rowsOf(load.data?.data ?? [], days, isWeekend, hasMore ? undefined : cells), [load.data, days, hasMore, cells])
  const nobody = by === 'staff' ? t('load.unassigned') : t('load.noCrew')
  const nameOf = (id: string) => (id === NOBODY ? nobody : (rows.find((row) => row.id === id)?.name ?? ''))

  /** Where the entry stands is left alone: only other hands, or only another day. */
  const changeOf = (entry: Entry, spot: Spot, from?: string) => {
    const to = parsed(spot.name)
    return {
      ...(holderOf(entry, by) !== to.holder && given(by, to.holder)),
      ...(from !== to.day && movedTo(entry, { day: to.day }, from)),
    }
  }
  const say = (_entry: Entry, spot: Spot) => {
    const { holder, day: to } = parsed(spot.name)
    return `${nameOf(holder)} · ${day(to, { weekday: true })}`
  }
  const drop = (entry: Entry, spot: Spot, from: string | undefined) => {
    const change = changeOf(entry, spot, from)
    if (Object.keys(change).length === 0) return
    const { holder, day: to } = parsed(spot.name)
    const name = holder === NOBODY ? null : nameOf(holder)
    const start = 'scheduledStart' in change ? change.scheduledStart : entry.startsAt
    schedule.shift({
      entry,
      change,
      ...(holderOf(entry, by) !== holder && { names: by === 'staff' ? { assigneeName: name } : { crewName: name } }),
      said: t('move.given', { number: `WO-${entry.number}`, name: nameOf(holder), when: [day(to, { weekday: true }), start && time(start)].filter(Boolean).join(', ') }),
    })
  }
  return (
    <div className="flex h-full flex-col gap-2 px-4 pb-4 sm:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <Steps
          title={spoken(days)}
          today={days.includes(today)}
          onToday={() => set({ at: undefined })}
          onBefore={() => set({ at: addDays(first, -7) })}
          onAfter={() => set({ at: addDays(first, 7) })}
        />
        {(load.data?.hasMore || hasMore) && <p role="status" className="text-sm text-warn">{t('tooMany')}</p>}
      </div>
      <Frame schedule={schedule} say={say} onDrop={drop}>
        <div className="flex min-h-0 flex-1 gap-3">
          {load.isPending || asked.isPending ? (
            <Loading className="flex-1 rounded-lg border" />
          ) : load.isError && !load.data ? (
            <Failed error={load.error} retry={() => void load.refetch()} className="flex-1" />
          ) : rows.length <= 1 && entries.length === 0 ? (
            <Empty icon={Users} title={t('load.none')} className="flex-1">{t('load.noneHelp')}</Empty>
          ) : (
            <LoadGrid key={by} rows={rows} days={days} cells={cells} today={today} forecast={forecast} label={by === 'staff' ? t('load.people') : t('load.crews')} nobody={nobody} />
          )}
          {tray && <Tray taken={schedule.taken} />}
        </div>
      </Frame>
    </div>
  )
}
