/** What the states of work mean on a screen: order, colour, words, and what they let do. */
import type { Row } from '@/db'
import type { IconName, Meaning } from '@/ui'
import type { TaskStatus } from './tasks.ts'

/** In the order in which work goes through them. The words are `common:status.…`. */
export const STATUSES = ['new', 'approved', 'in_progress', 'on_hold', 'complete', 'closed', 'cancelled', 'skipped'] as const
export type Status = (typeof STATUSES)[number]
export const OPEN: readonly Status[] = ['new', 'approved', 'in_progress', 'on_hold']

type Of = { status: string }

export const isOpen = ({ status }: Of): boolean => (OPEN as readonly string[]).includes(status)
/** Whether the office takes log entries now. */
export const takesLogs = ({ status }: Of): boolean => ['approved', 'in_progress', 'on_hold', 'complete'].includes(status)
/** Whether tasks can be answered now. */
export const takesAnswers = ({ status }: Of): boolean => ['approved', 'in_progress', 'on_hold'].includes(status)
/** Whether work found undone can follow it. */
export const takesFollowUp = ({ status }: Of): boolean => ['in_progress', 'on_hold', 'complete', 'closed'].includes(status)

const STATUS_TONES: Record<Status, Meaning> = {
  new: 'violet', approved: 'info', in_progress: 'warn', on_hold: 'bad', complete: 'good', closed: 'quiet', cancelled: 'quiet', skipped: 'quiet',
}
const STATUS_ICONS: Record<Status, IconName> = {
  new: 'circle', approved: 'circle-dot', in_progress: 'play', on_hold: 'pause', complete: 'circle-check', closed: 'lock', cancelled: 'ban', skipped: 'skip-forward',
}

export const statusTone = (status: string): Meaning => STATUS_TONES[status as Status] ?? 'quiet'
export const statusIcon = (status: string): IconName => STATUS_ICONS[status as Status] ?? 'circle'
/** The key of the word, for `t`. */
export const statusKey = (status: string): `common:status.${Status}` => `common:status.${status as Status}`

/** The most pressing first. The words are `common:priority.…`. */
export const PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

const PRIORITY_TONES: Record<Priority, Meaning> = { urgent: 'bad', high: 'warn', medium: 'quiet', low: 'quiet' }

export const priorityTone = (priority: string): Meaning => PRIORITY_TONES[priority as Priority] ?? 'quiet'
export const priorityKey = (priority: string): `common:priority.${Priority}` => `common:priority.${priority as Priority}`

const TASK_TONES: Record<TaskStatus, Meaning> = { open: 'quiet', done: 'good', skipped: 'quiet', failed: 'bad' }
const TASK_ICONS: Record<TaskStatus, IconName> = { open: 'square', done: 'check', skipped: 'skip-forward', failed: 'x' }

export const taskTone = (status: string): Meaning => TASK_TONES[status as TaskStatus] ?? 'quiet'
export const taskIcon = (status: string): IconName => TASK_ICONS[status as TaskStatus] ?? 'square'
/** The key of the word, for `t`. */
export const taskKey = (status: string): `fieldWork:task.status.${TaskStatus}` => `fieldWork:task.status.${status as TaskStatus}`

/** `WO-1042`. One that was made on this device has no number before it is sent. */
export const numberOf = ({ number }: Pick<Row<'work_orders'>, 'number'>): string | undefined => (number ? `WO-${number}` : undefined)
