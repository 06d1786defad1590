/** What the coming year asks for, week by week. Pure. Days are local days, weeks begin on Monday. */
import type { CalendarEntry, ListedPlan } from '@fettle/client'
import { addDays, daysBetween } from '@/lib/days'

export type By = 'plan' | 'site' | 'person' | 'crew'
export const WEEKS = 53

/** One thing to do: a work order that a plan made, or a time at which one will. */
export interface Job {
  key: string
  on: string
  /** Work that was due before the year began and is still to be done stands in its first week. */
  late: boolean
  title: string
  planId: string
  planName: string
  workOrderId: string | null
  number: number | null
  siteId: string | null
  siteName: string | null
  assigneeId: string | null
  assigneeName: string | null
  crewId: string | null
  crewName: string | null
  /** Null where nobody has said how long it takes. */
  hours: number | null
}

export interface Load {
  hours: number
  jobs: number
  unestimated: number
}

export interface LoadRow extends Load {
  key: string
  label: string | null
  weeks: Load[]
}

export function weeksFrom(monday: string, count = WEEKS): string[] {
  return Array.from({ length: count }, (_, at) => addDays(monday, at * 7))
}

/** The months that weeks begin in, with how many of them do. */
export function monthsOf(weeks: readonly string[]): Array<{ month: string; weeks: number }> {
  const months: Array<{ month: string; weeks: number }> = []
  for (const week of weeks) {
    const month = week.slice(0, 7)
    const last = months.at(-1)
    if (last?.month === month) last.weeks++
    else months.push({ month, weeks: 1 })
  }
  return months
}

/** The hours that one work order of a plan takes, as its forecast counts them. */
export function hoursOf(plan: Pick<ListedPlan, 'work' | 'assetIds' | 'spread'> | undefined): number | null {
  if (!plan) return null
  if (plan.work.estimatedHours) return Number(plan.work.estimatedHours)
  const tasks = (plan.work.tasks ?? []).reduce((sum, task) => sum + Number(task.estimatedHours ?? 0), 0)
  return tasks > 0 ? tasks * (plan.spread === 'each' ? 1 : Math.max(plan.assetIds?.length ?? 0, 1)) : null
}

const ENDED = new Set(['complete', 'closed', 'cancelled', 'skipped'])

/** The jobs of plans among what a calendar shows from before the year on. */
export function jobsOf(entries: readonly CalendarEntry[], plans: ReadonlyMap<string, ListedPlan>, monday: string, dayOf: (instant: string) => string): Job[] {
  const jobs = new Map<string, Job>()
  for (const entry of entries) {
    if (!entry.planId || ENDED.has(entry.status)) continue
    const on = entry.on ?? (entry.startsAt ? dayOf(entry.startsAt) : entry.dueAt ? dayOf(entry.dueAt) : null)
    if (on === null) continue
    const plan = plans.get(entry.planId)
    const key = entry.id ?? `${entry.planId} ${entry.key}`
    jobs.set(key, {
      key,
      on: on < monday ? monday : on,
      late: on < monday,
      title: entry.title,
      planId: entry.planId,
      planName: plan?.name ?? entry.title,
      workOrderId: entry.id ?? null,
      number: entry.number ?? null,
      siteId: entry.siteId ?? null,
      siteName: entry.siteName ?? null,
      assigneeId: entry.assigneeId ?? null,
      assigneeName: entry.assigneeName ?? null,
      crewId: entry.crewId ?? null,
      crewName: entry.crewName ?? null,
      hours: entry.estimatedHours ? Number(entry.estimatedHours) : hoursOf(plan),
    })
  }
  return [...jobs.values()].sort((one, other) => one.on.localeCompare(other.on) || one.title.localeCompare(other.title))
}

export function keyOf(job: Job, by: By): { key: string; label: string | null } {
  switch (by) {
    case 'plan':
      return { key: job.planId, label: job.planName }
    case 'site':
      return { key: job.siteId ?? '', label: job.siteName }
    case 'person':
      return { key: job.assigneeId ?? '', label: job.assigneeName }
    case 'crew':
      return { key: job.crewId ?? '', label: job.crewName }
  }
}

const nothing = (): Load => ({ hours: 0, jobs: 0, unestimated: 0 })

function add(load: Load, job: Job): void {
  load.jobs++
  load.hours += job.hours ?? 0
  if (job.hours === null) load.unestimated++
}

/** Jobs summed by week and by plan, site, person or crew, the most hours first; and all of them together. */
export function loadsOf(jobs: readonly Job[], weeks: readonly string[], by: By): { rows: LoadRow[]; all: LoadRow } {
  const fresh = (key: string, label: string | null): LoadRow => ({ key, label, ...nothing(), weeks: weeks.map(nothing) })
  const rows = new Map<string, LoadRow>()
  const all = fresh('', null)
  const end = addDays(weeks.at(-1)!, 7)
  for (const job of jobs) {
    if (job.on < weeks[0]! || job.on >= end) continue
    const { key, label } = keyOf(job, by)
    const row = rows.get(key) ?? fresh(key, label)
    rows.set(key, row)
    const week = Math.floor(daysBetween(weeks[0]!, job.on) / 7)
    for (const load of [row, row.weeks[week]!, all, all.weeks[week]!]) add(load, job)
  }
  return { rows: [...rows.values()].sort((one, other) => other.hours - one.hours || other.jobs - one.jobs), all }
}

/** 0 to 4: how full a week is beside the fullest. */
export function shade(load: Load, fullest: number): number {
  if (load.jobs === 0) return 0
  return fullest > 0 ? Math.max(1, Math.ceil((load.hours / fullest) * 4)) : 1
}
