import { Link } from '@tanstack/react-router'
import { CalendarRange } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { addDays } from '@/lib/days'
import { day, hours } from '@/lib/format'
import { buttonClass } from '@/ui/button'
import { BarChart } from '@/ui/charts'
import { FilterBar, type FilterDef, keysOf, picked, useFilters } from '@/ui/filters'
import { Page, Panel } from '@/ui/page'
import { Empty, Read } from '@/ui/states'
import { Segments } from '@/ui/tabs'
import { Heat, Months } from './year/Heat'
import { Needs } from './year/Needs'
import { useYear } from './year/useYear'
import { type By, type Job, keyOf, type LoadRow, loadsOf } from './year/weeks'
import { WeekSheet } from './year/WeekSheet'

/** The coming twelve months of all plans: how much, when, for whom. */
export default function Year() {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const defs: FilterDef[] = [
    { key: 'siteId', kind: 'record', record: 'site', label: t('field.site') },
    { key: 'assigneeId', kind: 'record', record: 'staff', label: t('field.assignee') },
    { key: 'crewId', kind: 'record', record: 'crew', label: t('field.crew') },
    { key: 'planId', kind: 'record', record: 'plan', label: t('one') },
  ]
  const narrowed = picked(filters, keysOf(defs))
  const { weeks, jobs, cut, state } = useYear(narrowed)
  return (
    <Page
      title={t('year.title')}
      above={
        <Link to="/plans" className="link">
          {t('title')}
        </Link>
      }
      under={<FilterBar defs={defs} value={filters} onChange={setFilters} pinned={['siteId', 'crewId']} />}
    >
      <Read query={state}>
        {() =>
          jobs.length === 0 ? (
            <Empty icon={CalendarRange} title={t('year.empty')} action={may('plans:write') && <Link to="/plans/new" className={buttonClass('primary')}>{t('new')}</Link>}>
              {t('year.emptyHelp')}
            </Empty>
          ) : (
            <div className="flex flex-col gap-4">
              {cut && <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t('year.cut')}</p>}
              <Shown weeks={weeks} jobs={jobs} />
              <Needs narrowed={narrowed} />
            </div>
          )
        }
      </Read>
    </Page>
  )
}

function Shown({ weeks, jobs }: { weeks: string[]; jobs: Job[] }) {
  const { t } = useTranslation('plans')
  const [search, setSearch] = useFilters()
  const by = (['plan', 'site', 'person', 'crew'] as const).find((each) => each === search.by) ?? 'plan'
  const { rows, all } = useMemo(() => loadsOf(jobs, weeks, by), [jobs, weeks, by])
  const bars = useMemo(() => weeks.map((week, at) => ({ week, hours: Math.round((all.weeks[at]?.hours ?? 0) * 100) / 100 })), [weeks, all])
  const nameOf = (row: LoadRow) => row.label ?? (by === 'site' ? t('year.noSite') : by === 'crew' ? t('year.noCrew') : t('common:nobody'))
  const open = (week: string, row?: LoadRow) => setSearch({ week, row: row && (row.key || '-') })
  const week = typeof search.week === 'string' ? search.week : undefined
  const chosen = week && search.row ? rows.find(({ key }) => (key || '-') === search.row) : undefined
  return (
    <>
      <Panel title={t('year.perWeek')} actions={<span className="text-sm text-muted">{t('year.sum', { amount: hours(all.hours), count: all.jobs })}</span>}>
        <BarChart label={t('year.perWeek')} rows={bars} x="week" xWords={(each: never) => day(each)} series={[{ key: 'hours', label: t('year.hours') }]} yWords={(value) => hours(value)} height={150} onPick={(bar) => open(bar.week)} />
        {all.unestimated > 0 && <p className="mt-2 text-xs text-muted">{t('year.unestimated', { count: all.unestimated })}</p>}
      </Panel>
      <div className="flex min-w-0 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Segments<By> label={t('year.by')} value={by} onChange={(next) => setSearch({ by: next, row: undefined })} options={(['plan', 'site', 'person', 'crew'] as const).map((value) => ({ value, label: t(`by.${value}`) }))} />
          <span className="flex-1" />
          <Segments label={t('year.view')} value={search.view === 'table' ? 'table' : 'weeks'} onChange={(view) => setSearch({ view: view === 'table' ? view : undefined })} options={[{ value: 'weeks', label: t('year.weeks') }, { value: 'table', label: t('year.table') }]} />
        </div>
        {search.view === 'table' ? (
          <Months label={t('year.heat')} weeks={weeks} rows={[...rows, { ...all, key: 'all', label: t('common:all') }]} nameOf={nameOf} />
        ) : (
          <Heat label={t('year.heat')} weeks={weeks} rows={rows} nameOf={nameOf} onPick={open} />
        )}
      </div>
      {week && (
        <WeekSheet
          week={week}
          name={chosen && nameOf(chosen)}
          jobs={jobs.filter((job) => job.on >= week && job.on < addDays(week, 7) && (!search.row || (keyOf(job, by).key || '-') === search.row))}
          onClose={() => setSearch({ week: undefined, row: undefined })}
        />
      )}
    </>
  )
}
