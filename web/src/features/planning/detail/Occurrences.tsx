import type { ListedOccurrence, PlanDetail } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, localDay, moment } from '@/lib/format'
import { Badge, type Tone } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { AskDone, AskReason, AskUntil } from './Ask'
import { useOccurrenceActs, useOccurrencesOfYear } from './useOccurrences'

const TONES: Record<ListedOccurrence['state'], Tone> = {
  forecast: 'quiet',
  made: 'info',
  snoozed: 'violet',
  skipped: 'quiet',
  completed: 'good',
  cancelled: 'quiet',
  missed: 'bad',
}

type Asked = { verb: 'skip' | 'snooze' | 'complete'; of: ListedOccurrence }

/** What became of each time at which the plan was due, a year at a time. */
export function Occurrences({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const thisYear = Number(localDay(new Date()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const query = useOccurrencesOfYear(plan.id, year)
  const [asked, setAsked] = useState<Asked>()
  const acts = useOccurrenceActs(() => setAsked(undefined))
  const first = Number(plan.createdAt.slice(0, 4))
  const close = () => setAsked(undefined)
  return (
    <Panel
      flush
      title={t('occurrence.title')}
      actions={
        <>
          <IconButton size="sm" icon={ChevronLeft} label={t('occurrence.yearBefore')} disabled={year <= first} onClick={() => setYear(year - 1)} />
          <span aria-live="polite" className="w-12 text-center tabular-nums">
            {year}
          </span>
          <IconButton size="sm" icon={ChevronRight} label={t('occurrence.yearAfter')} disabled={year >= thisYear + 1} onClick={() => setYear(year + 1)} />
        </>
      }
    >
      <Read query={query} lines={4}>
        {(rows) => (rows.length ? <Rows rows={rows} ask={setAsked} /> : <p className="p-4 text-muted">{t('occurrence.none', { year })}</p>)}
      </Read>
      {asked?.verb === 'skip' && (
        <AskReason title={t('skip.title', { date: day(asked.of.dueOn) })} about={t('skip.made')} verb={t('common:verb.skip')} busy={acts.skip.isPending} onClose={close} onGiven={(reason) => acts.skip.mutate({ of: asked.of, reason })} />
      )}
      {asked?.verb === 'snooze' && (
        <AskUntil title={t('snooze.title')} about={t('snooze.about')} verb={t('verb.snooze')} busy={acts.snooze.isPending} onClose={close} onGiven={(until) => acts.snooze.mutate({ of: asked.of, until })} />
      )}
      {asked?.verb === 'complete' && (
        <AskDone title={t('complete.title', { date: day(asked.of.dueOn) })} about={t('complete.about')} verb={t('common:verb.complete')} busy={acts.complete.isPending} onClose={close} onGiven={(done) => acts.complete.mutate({ of: asked.of, ...done })} />
      )}
    </Panel>
  )
}

function Rows({ rows, ask }: { rows: ListedOccurrence[]; ask: (asked: Asked) => void }) {
  const { t } = useTranslation('plans')
  return (
    <div className="max-h-[32rem] overflow-auto" tabIndex={0} role="region" aria-label={t('occurrence.title')}>
      <table className="w-full">
        <thead className="sticky top-0 z-1 bg-sunken text-left text-sm text-muted">
          <tr>
            {(['due', 'state', 'workOrder', 'note'] as const).map((column) => (
              <th key={column} scope="col" className="h-8 px-4 font-medium whitespace-nowrap">
                {t(`occurrence.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-t">
              <td className="h-9 px-4 whitespace-nowrap tabular-nums">{row.dueAt ? moment(row.dueAt) : day(row.dueOn, { weekday: true })}</td>
              <td className="px-4">
                <Badge tone={TONES[row.state]}>{t(`state.${row.state}`)}</Badge>
              </td>
              <td className="px-4 whitespace-nowrap">
                {row.workOrderId ? (
                  <Link to="/work-orders/$workOrderId" params={{ workOrderId: row.workOrderId }} className="link">
                    {row.workOrderNumber ? `WO-${row.workOrderNumber}` : t('occurrence.workOrder')}
                  </Link>
                ) : (
                  <span className="text-muted">–</span>
                )}
              </td>
              <td className="max-w-80 min-w-44 px-4 text-sm text-muted">
                <Said row={row} />
              </td>
              <td className="px-2 text-right">
                <Verbs row={row} ask={ask} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Said({ row }: { row: ListedOccurrence }) {
  const { t } = useTranslation('plans')
  const settled = row.state === 'completed' && row.settledOn ? t('occurrence.doneOn', { day: day(row.settledOn) }) : undefined
  const parts = [
    row.assetName,
    settled,
    row.state === 'snoozed' && row.remindAt ? t('occurrence.snoozedUntil', { at: moment(row.remindAt) }) : undefined,
    row.note === 'asset_gone' ? t('occurrence.assetGone') : row.note,
    !row.note && row.reason ? t(`reason.${row.reason}`) : undefined,
  ].filter(Boolean)
  return <span title={parts.join(' · ')}>{parts.join(' · ')}</span>
}

function Verbs({ row, ask }: { row: ListedOccurrence; ask: (asked: Asked) => void }) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const open = row.state === 'made' || row.state === 'snoozed'
  const verbs = ([['complete', 'work_orders:complete'], ['snooze', 'plans:write'], ['skip', 'work_orders:skip']] as const).filter(([, permission]) => may(permission))
  if (!open || verbs.length === 0) return null
  return (
    <Menu
      trigger={<IconButton size="sm" icon={Ellipsis} label={t('occurrence.verbsOf', { day: day(row.dueOn) })} />}
      items={verbs.map(([verb]) => ({ label: verb === 'snooze' ? t('verb.snooze') : t(`common:verb.${verb}`), onSelect: () => ask({ verb, of: row }) }))}
    />
  )
}
