/** The lines of work on a work order. */
import type { Row } from '@/db'

export type TaskStatus = 'open' | 'done' | 'skipped' | 'failed'
export const ANSWERS = ['done', 'skipped', 'failed'] as const satisfies readonly TaskStatus[]

type Of = Pick<Row<'work_order_tasks'>, 'required' | 'status'>

export const isAnswered = ({ status }: Pick<Of, 'status'>): boolean => status !== 'open'

/** Those that must be answered before the work can be completed. */
export const unanswered = <T extends Of>(tasks: readonly T[]): T[] => tasks.filter((task) => task.required && !isAnswered(task))

/** How many are answered, how many there are. */
export const progress = (tasks: readonly Pick<Of, 'status'>[]): { answered: number; all: number } => ({ answered: tasks.filter(isAnswered).length, all: tasks.length })
