import type { TaskStatus, WorkOrderTask } from '@fettle/client'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowDown, ArrowUp, Check, Ellipsis, Minus, Pencil, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hours, moment } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { Badge, type Tone } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'

const LOOKS: Record<TaskStatus, { icon: typeof Check | undefined; className: string; tone: Tone }> = {
  open: { icon: undefined, className: 'border-edge text-transparent hover:text-muted hover:border-accent', tone: 'quiet' },
  done: { icon: Check, className: 'border-good bg-good-soft text-good', tone: 'good' },
  skipped: { icon: Minus, className: 'border-edge bg-quiet-soft text-quiet', tone: 'quiet' },
  failed: { icon: X, className: 'border-bad bg-bad-soft text-bad', tone: 'bad' },
}

interface Props {
  task: WorkOrderTask
  assetName: string | undefined
  first: boolean
  last: boolean
  answers: boolean
  writes: boolean
  onAnswer: (status: TaskStatus, result: string | null) => void
  /** Asks for the result in words. */
  onAsk: (status: TaskStatus) => void
  onEdit: () => void
  onMove: (step: 1 | -1) => void
  onRemove: () => void
}

/** One task: answered by one press; everything else in its menu. */
export function TaskRow({ task, assetName, first, last, answers, writes, onAnswer, onAsk, onEdit, onMove, onRemove }: Props) {
  const { t } = useTranslation('workOrders')
  const person = usePersonName()
  const [whole, setWhole] = useState(false)
  const status = task.status ?? 'open'
  const look = LOOKS[status]
  const Icon = look.icon ?? Check
  const who = person(task.answeredById)
  return (
    <li id={`task-${task.id}`} tabIndex={-1} className="group flex scroll-mt-16 items-start gap-2.5 border-b px-4 py-2 last:border-b-0 target:bg-selected focus:bg-selected">
      <button
        type="button"
        disabled={!answers}
        aria-label={status === 'open' ? t('task.markDone', { title: task.title }) : t('task.is', { title: task.title, status: t(`task.status.${status}`) })}
        title={status === 'open' ? t('task.markDoneShort') : t(`task.status.${status}`)}
        onClick={() => (status === 'done' ? onAsk('done') : onAnswer('done', task.result ?? null))}
        className={clsx('mt-px grid size-[24px] shrink-0 place-items-center rounded-full border-2 disabled:cursor-default pointer-coarse:size-9', look.className)}
      >
        <Icon aria-hidden className="size-3.5" strokeWidth={3} />
      </button>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className={clsx('min-w-0 break-words', status === 'skipped' && 'text-muted line-through')}>{task.title}</span>
          {!task.required && <Badge>{t('task.optional')}</Badge>}
          {(status === 'skipped' || status === 'failed') && <Badge tone={look.tone}>{t(`task.status.${status}`)}</Badge>}
        </p>
        {task.instructions && (
          <button type="button" onClick={() => setWhole(!whole)} aria-expanded={whole} className={clsx('block w-full text-left text-sm text-muted hover:text-ink', whole ? 'whitespace-pre-line' : 'truncate')}>
            {task.instructions}
          </button>
        )}
        {task.result && <p className="text-sm break-words whitespace-pre-line">{t('task.result', { result: task.result })}</p>}
        <p className="flex flex-wrap gap-x-3 text-xs text-muted empty:hidden">
          {task.assetId && assetName && <Link to="/assets/$assetId" params={{ assetId: task.assetId }} className="link">{assetName}</Link>}
          {task.estimatedHours && <span>{hours(task.estimatedHours)}</span>}
          {status !== 'open' && task.answeredAt && <span>{[who, moment(task.answeredAt)].filter(Boolean).join(' · ')}</span>}
        </p>
      </div>
      {(answers || writes) && (
        <Menu
          label={t('task.actsOn', { title: task.title })}
          trigger={<IconButton size="sm" icon={Ellipsis} label={t('task.actsOn', { title: task.title })} />}
          items={[
            answers && { label: t('task.doneWith'), icon: Check, onSelect: () => onAsk('done') },
            answers && { label: t('task.failed'), icon: X, onSelect: () => onAsk('failed') },
            answers && { label: t('task.skip'), icon: Minus, onSelect: () => onAsk('skipped') },
            answers && writes && '-',
            writes && { label: t('common:edit'), icon: Pencil, onSelect: onEdit },
            writes && !first && { label: t('task.moveUp'), icon: ArrowUp, onSelect: () => onMove(-1) },
            writes && !last && { label: t('task.moveDown'), icon: ArrowDown, onSelect: () => onMove(1) },
            writes && '-',
            writes && { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: onRemove },
          ]}
        />
      )}
    </li>
  )
}
