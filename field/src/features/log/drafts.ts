/** How a draft begins, is read back, and takes what is done to it. Pure. */
import { parsed, plus, typedOf } from './hours.ts'
import type { Item, LogDraft, Step, TaskSaid } from './records.ts'

export const LOG = 'log'
/** A correction is kept beside what is begun anew on the same work order. */
export const keyOf = (workOrderId: string, corrects?: string | null): string => [LOG, workOrderId, ...(corrects ? [corrects] : [])].join(':')

export interface Beginning {
  entryId: string
  workOrderId: string
  today: string
  assetIds: readonly string[]
  openTasks: number
  staffId: string | null
}

/** The first question that has more than one answer. */
export function firstStep({ assetIds, openTasks }: Pick<Beginning, 'assetIds' | 'openTasks'>): Step {
  if (assetIds.length > 1) return 'assets'
  return openTasks ? 'tasks' : 'labour'
}

/** One asset is meant; of several somebody has to say which. I am who worked. */
export function begin({ entryId, workOrderId, today, assetIds, openTasks, staffId }: Beginning): LogDraft {
  return {
    version: 1,
    entryId,
    workOrderId,
    step: firstStep({ assetIds, openTasks }),
    performedOn: today,
    note: '',
    assetIds: assetIds.length === 1 ? [...assetIds] : [],
    tasks: {},
    workers: staffId ? [{ staffId, hours: '' }] : [],
    items: [],
    machines: [],
    onward: null,
    corrects: null,
  }
}

export function readDraft(value: string | undefined): LogDraft | undefined {
  if (!value) return undefined
  try {
    const found = JSON.parse(value) as Partial<LogDraft>
    return found.version === 1 && found.workOrderId && found.entryId && Array.isArray(found.workers) ? (found as LogDraft) : undefined
  } catch {
    return undefined
  }
}

/** How many hours a draft holds, all people together. */
export const hoursIn = ({ workers }: Pick<LogDraft, 'workers'>): number => workers.reduce((sum, { hours }) => sum + (parsed(hours) ?? 0), 0)

const replaced = <T>(list: readonly T[], fits: (each: T) => boolean, next: T): T[] => (list.some(fits) ? list.map((each) => (fits(each) ? next : each)) : [...list, next])

export const withHours = (draft: LogDraft, staffId: string, hours: string): LogDraft => ({ ...draft, workers: replaced(draft.workers, (each) => each.staffId === staffId, { staffId, hours }) })
/** What a stopped clock adds. */
export const withMoreHours = (draft: LogDraft, staffId: string, hours: number): LogDraft =>
  withHours(draft, staffId, plus(draft.workers.find((each) => each.staffId === staffId)?.hours ?? '', hours))
/** Somebody else was there as long as the others, unless they were there for different times. */
export function withWorker(draft: LogDraft, staffId: string): LogDraft {
  if (draft.workers.some((each) => each.staffId === staffId)) return draft
  const known = [...new Set(draft.workers.map(({ hours }) => hours))]
  return withHours(draft, staffId, known.length === 1 ? known[0]! : '')
}
export const withoutWorker = (draft: LogDraft, staffId: string): LogDraft => ({ ...draft, workers: draft.workers.filter((each) => each.staffId !== staffId) })
/** The same hours for everybody who was there. */
export const withHoursForAll = (draft: LogDraft, hours: number): LogDraft => ({ ...draft, workers: draft.workers.map((each) => ({ ...each, hours: typedOf(hours) })) })

export const withMachine = (draft: LogDraft, assetId: string, hours: string): LogDraft => ({ ...draft, machines: replaced(draft.machines, (each) => each.assetId === assetId, { assetId, hours }) })
export const withoutMachine = (draft: LogDraft, assetId: string): LogDraft => ({ ...draft, machines: draft.machines.filter((each) => each.assetId !== assetId) })

export const withItem = (draft: LogDraft, item: Item): LogDraft => ({ ...draft, items: replaced(draft.items, ({ key }) => key === item.key, item) })
export const withoutItem = (draft: LogDraft, key: string): LogDraft => ({ ...draft, items: draft.items.filter((each) => each.key !== key) })

export function withTask(draft: LogDraft, taskId: string, said: TaskSaid | null): LogDraft {
  const { [taskId]: _, ...others } = draft.tasks
  return { ...draft, tasks: said ? { ...others, [taskId]: said } : others }
}

export const toggled = (draft: LogDraft, assetId: string): LogDraft => ({
  ...draft,
  assetIds: draft.assetIds.includes(assetId) ? draft.assetIds.filter((id) => id !== assetId) : [...draft.assetIds, assetId],
})
