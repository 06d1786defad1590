import { Link } from '@tanstack/react-router'
import { ArrowUpRight, CalendarClock, CalendarX2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { day, hours, localDay, moment, relative, time } from '@/lib/format'
import { Badge, PriorityMark, StatusBadge } from '@/ui/badge'
import { Button, buttonClass } from '@/ui/button'
import { Facts } from '@/ui/page'
import { useEntryActs } from './acts'
import { type Entry, isForecast, isScheduled } from './entries'

/** When an entry is planned, in words. */
export function whenOf(entry: Entry): string {
  if (entry.on) return day(entry.on, { weekday: true })
  if (!entry.startsAt) return ''
  const start = `${day(entry.startsAt, { weekday: true })}, ${time(entry.startsAt)}`
  if (!entry.endsAt) return start
  return localDay(entry.startsAt) === localDay(entry.endsAt) ? `${start} – ${time(entry.endsAt)}` : `${start} – ${day(entry.endsAt, { weekday: true })}, ${time(entry.endsAt)}`
}

/** What an entry is, and what can be done with it. */
export function EntryFacts({ entry, close }: { entry: Entry; close: () => void }) {
  const { t } = useTranslation('calendar')
  const { movable, ask, unschedule } = useEntryActs()
  const forecast = isForecast(entry)
  const place = [entry.siteName, entry.locationName].filter(Boolean).join(' · ')
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {forecast ? <Badge>{t('entry.forecast')}</Badge> : <StatusBadge status={entry.status as never} />}
        {entry.priority && <PriorityMark priority={entry.priority as never} words />}
        {entry.overdue && entry.dueAt && <Badge tone="bad">{t('entry.overdueSince', { when: relative(entry.dueAt) })}</Badge>}
      </div>
      <p className="font-semibold break-words">
        {!forecast && <span className="mr-1.5 font-normal text-muted">WO-{entry.number}</span>}
        {entry.title}
      </p>
      <Facts
        facts={[
          { label: forecast || !isScheduled(entry) ? t('entry.due') : t('entry.scheduled'), value: whenOf(entry) || (entry.dueAt && moment(entry.dueAt)) },
          isScheduled(entry) && { label: t('entry.due'), value: entry.dueAt && moment(entry.dueAt) },
          { label: t('entry.who'), value: [entry.assigneeName, entry.crewName].filter(Boolean).join(' · ') || t('common:nobody') },
          { label: t('entry.where'), value: place },
          { label: t('entry.estimate'), value: entry.estimatedHours && hours(entry.estimatedHours) },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {forecast ? (
          entry.planId && (
            <Link to="/plans/$planId" params={{ planId: entry.planId }} className={buttonClass('plain', 'sm')}>
              <ArrowUpRight aria-hidden className="size-4" />
              {t('entry.openPlan')}
            </Link>
          )
        ) : (
          <Link to="/work-orders/$workOrderId" params={{ workOrderId: entry.id! }} className={buttonClass('plain', 'sm')}>
            <ArrowUpRight aria-hidden className="size-4" />
            {t('entry.open')}
          </Link>
        )}
        {movable(entry) && (
          <Button
            size="sm"
            icon={CalendarClock}
            onClick={() => {
              close()
              // After the focus has gone back to the entry, so that the dialog gives it back there.
              requestAnimationFrame(() => ask(entry))
            }}
          >
            {t('entry.reschedule')}
          </Button>
        )}
        {movable(entry) && isScheduled(entry) && (
          <Button size="sm" look="quiet" icon={CalendarX2} onClick={() => { close(); unschedule(entry) }}>
            {t('entry.unschedule')}
          </Button>
        )}
      </div>
    </div>
  )
}
