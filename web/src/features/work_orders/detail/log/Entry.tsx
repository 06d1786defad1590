import type { LogEntry, LogLine } from '@fettle/client'
import clsx from 'clsx'
import { CornerDownRight, Ellipsis, PenLine, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, hours, money, number } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { useChoice } from '@/lib/records'
import { Badge } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import type { Written } from './lines'

interface Props {
  written: Written
  /** The log is not frozen yet. */
  open: boolean
  onCorrect: (entry: LogEntry) => void
  onReverse: (entry: LogEntry) => void
}

/** One entry with its lines; struck through, with its reversal below, when it was taken back. */
export function Entry({ written: { entry, reversal }, open, onCorrect, onReverse }: Props) {
  const { t } = useTranslation('workOrders')
  const { may, me } = useAccount()
  const person = usePersonName()
  const gone = !!entry.reversedById || !!reversal
  const takesBack = !!entry.reversesId
  const acts = open && (may('logs:reverse') || (may('logs:create') && entry.createdBy === me.id)) && !gone && !takesBack
  const amount = entry.lines.every((line) => line.amount === null || line.amount === undefined) ? null : entry.lines.reduce((sum, line) => sum + Number(line.amount ?? 0), 0)
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{day(entry.performedOn, { weekday: true })}</span>
        <span className="text-muted">{entry.staffName ?? entry.lines.find((line) => line.staffName)?.staffName ?? person(entry.createdBy)}</span>
        {gone && <Badge tone="bad">{t('log.isReversed')}</Badge>}
        {takesBack && <Badge tone="warn">{t('log.isReversal')}</Badge>}
        {amount !== null && <span className={clsx('ml-auto font-medium tabular-nums', gone && 'text-muted line-through')}>{money(amount)}</span>}
        {acts && (
          <span className={amount === null ? 'ml-auto' : undefined}>
            <Menu
              label={t('log.actsOn', { day: day(entry.performedOn) })}
              trigger={<IconButton size="sm" icon={Ellipsis} label={t('log.actsOn', { day: day(entry.performedOn) })} />}
              items={[
                may('logs:create') && { label: t('log.correct'), icon: PenLine, onSelect: () => onCorrect(entry) },
                { label: t('log.reverse'), icon: Undo2, dangerous: true, onSelect: () => onReverse(entry) },
              ]}
            />
          </span>
        )}
      </div>
      <ul className={clsx(gone && 'text-muted line-through')}>
        {entry.lines.map((line) => <Line key={line.id} line={line} />)}
      </ul>
      {entry.note && <p className={clsx('text-sm break-words whitespace-pre-line text-muted', gone && 'line-through')}>{entry.note}</p>}
      {reversal && (
        <p className="mt-1 flex items-start gap-1.5 text-sm text-muted">
          <CornerDownRight aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            {t('log.takenBack', { who: person(reversal.createdBy) ?? '–', day: day(reversal.createdAt) })}
            {reversal.note && <span className="text-ink"> {reversal.note}</span>}
          </span>
        </p>
      )}
    </li>
  )
}

function Line({ line }: { line: LogLine }) {
  const { t } = useTranslation('workOrders')
  const equipment = useChoice('asset', line.equipmentAssetId)
  const what = line.kind === 'labour' ? line.staffName : line.kind === 'equipment' ? equipment?.label : line.kind === 'contract' ? [line.vendor, line.item].filter(Boolean).join(': ') : line.item
  const notes = [line.assetName, line.taskCode, line.glCode].filter(Boolean).join(' · ')
  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 text-sm sm:grid-cols-[6rem_minmax(0,1fr)_6rem_6rem_6rem]">
      <span className="text-muted">{t(`common:lineKind.${line.kind}`)}</span>
      <span className="min-w-0 break-words">
        {what}
        {notes && <span className="block text-xs text-muted">{notes}</span>}
      </span>
      <span className="text-right tabular-nums">{line.unit === 'hour' ? hours(line.quantity) : `${number(line.quantity)} ${unitName(line.unit, t)}`}</span>
      <span className="hidden text-right text-muted tabular-nums sm:block">{line.unitCost != null && money(line.unitCost)}</span>
      <span className="hidden text-right tabular-nums sm:block">{line.amount != null && money(line.amount)}</span>
    </li>
  )
}

/** The units that the server gives by itself have words; others are as somebody wrote them. */
function unitName(unit: string, t: (key: 'log.each' | 'log.job') => string): string {
  return unit === 'each' ? t('log.each') : unit === 'job' ? t('log.job') : unit
}
