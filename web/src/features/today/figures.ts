/** The figures of the first row: what each counts, and the list behind it. Pure but for the tenant's zone. */
import type { CountWorkOrdersData, Me } from '@fettle/client'
import { addDays, startOfWeek } from '@/lib/days'
import { instantOf } from '@/lib/format'

type WorkQuery = NonNullable<CountWorkOrdersData['query']>
type Search = Record<string, string | boolean>

export interface WorkFigure {
  key: 'mine' | 'crews' | 'overdue' | 'dueThisWeek' | 'unassigned' | 'toApprove' | 'toReview' | 'onHold'
  query: WorkQuery
  /** The same in the address of the list. */
  search: Search
  tone?: 'bad'
}

type May = (...permissions: string[]) => boolean

/** Whether this person looks after their own work only, not after everybody's. */
export const ownWorkOnly = (me: Pick<Me, 'staffId'>, may: May): boolean => !!me.staffId && !may('work_orders:write')

/** The same week as the list's filter: Monday to Monday. */
export function dueThisWeek(today: string): { dueFrom: string; dueTo: string } {
  const monday = startOfWeek(today)
  return { dueFrom: instantOf(monday), dueTo: instantOf(addDays(monday, 7)) }
}

export function workFigures(me: Pick<Me, 'staffId'>, may: May, household: boolean, today: string): WorkFigure[] {
  const own = ownWorkOnly(me, may)
  const whose: WorkQuery = own ? { assigneeId: ['me'] } : {}
  const whoseSearch: Search = own ? { assigneeId: 'me' } : {}
  const made: Array<WorkFigure | false> = [
    !!me.staffId && { key: 'mine', query: { assigneeId: ['me'], open: true }, search: { assigneeId: 'me', open: true } },
    !!me.staffId && !household && own && { key: 'crews', query: { crewId: ['mine'], open: true }, search: { crewId: 'mine', open: true } },
    { key: 'overdue', query: { ...whose, overdue: true }, search: { ...whoseSearch, overdue: true }, tone: 'bad' },
    { key: 'dueThisWeek', query: { ...whose, open: true, ...dueThisWeek(today) }, search: { ...whoseSearch, open: true, dueThisWeek: true } },
    may('work_orders:write') && { key: 'unassigned', query: { assigneeId: ['none'], open: true }, search: { assigneeId: 'none', open: true } },
    may('work_orders:approve') && { key: 'toApprove', query: { status: ['new'] }, search: { status: 'new' } },
    { key: 'onHold', query: { ...whose, status: ['on_hold'] }, search: { ...whoseSearch, status: 'on_hold' } },
    may('work_orders:close') && { key: 'toReview', query: { status: ['complete'] }, search: { status: 'complete' } },
  ]
  return made.filter((figure): figure is WorkFigure => !!figure)
}
