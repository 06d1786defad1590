import clsx from 'clsx'
import type { Priority, WorkOrderStatus } from '@fettle/client'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'violet' | 'quiet' | 'accent'

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  info: 'bg-info-soft text-info',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  violet: 'bg-violet-soft text-violet',
  quiet: 'bg-quiet-soft text-quiet',
  accent: 'bg-accent-soft text-accent',
}

/** A word with a meaning, on its colour. */
export function Badge({ tone = 'quiet', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx('inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap', TONES[tone], className)}
    >
      {children}
    </span>
  )
}

export const STATUS_TONES: Record<WorkOrderStatus, Tone> = {
  new: 'violet',
  approved: 'info',
  in_progress: 'warn',
  on_hold: 'bad',
  complete: 'good',
  closed: 'quiet',
  cancelled: 'quiet',
  skipped: 'quiet',
}

export function StatusBadge({ status }: { status: WorkOrderStatus }) {
  const { t } = useTranslation()
  return (
    <Badge tone={STATUS_TONES[status]}>
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {t(`status.${status}`)}
    </Badge>
  )
}

const BARS: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 }

/** Priority as one to four bars and, with `words`, its name; told apart without colour. */
export function PriorityMark({ priority, words = false }: { priority: Priority; words?: boolean }) {
  const { t } = useTranslation()
  const name = t(`priority.${priority}`)
  const tone = priority === 'urgent' ? 'text-bad' : priority === 'high' ? 'text-warn' : 'text-muted'
  return (
    <span className={clsx('inline-flex items-center gap-1.5', tone)} title={name}>
      <svg aria-hidden viewBox="0 0 16 12" className="h-3 w-4 shrink-0">
        {[1, 2, 3, 4].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 4}
            y={12 - bar * 3}
            width="3"
            height={bar * 3}
            rx="0.5"
            className={bar <= BARS[priority] ? 'fill-current' : 'fill-line'}
          />
        ))}
      </svg>
      <span className={words ? 'text-ink' : 'sr-only'}>{name}</span>
    </span>
  )
}

/** A person or crew: initials on a quiet ground, the name beside. */
export function Who({ name, className }: { name: string | null | undefined; className?: string }) {
  const { t } = useTranslation()
  if (!name) return <span className={clsx('text-muted', className)}>{t('nobody')}</span>
  const initials = name
    .split(/\s+/)
    .map((part) => part[0])
    .filter(Boolean)
  const shown = `${initials[0] ?? ''}${initials.length > 1 ? initials.at(-1) : ''}`.toUpperCase()
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-1.5', className)}>
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-full bg-quiet-soft text-[0.625rem] font-semibold text-quiet"
      >
        {shown}
      </span>
      <span className="truncate">{name}</span>
    </span>
  )
}

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-sunken px-1 font-sans text-xs text-muted">
      {children}
    </kbd>
  )
}
