import { useMemo } from 'react'
import { useAccount } from '@/app/account'
import { useWorkOrderFilters } from '@/features/work_orders/WorkOrderViews'
import { addDays, addMonths, daysFrom, isDay, startOfMonth, startOfWeek } from '@/lib/days'
import { day, localDay, month } from '@/lib/format'
import { usePhone } from '@/lib/screen'

export type As = 'month' | 'week' | 'agenda'
export const WAYS: readonly As[] = ['month', 'week', 'agenda']
const AGENDA_DAYS = 14

export interface Span {
  as: As
  at: string
  today: string
  days: string[]
  /** Which days these are, in words. */
  title: string
  before: string
  after: string
}

/** The days that a view shows around `at`. */
export function spanOf(as: As, at: string, begins: string | undefined): Pick<Span, 'days' | 'before' | 'after'> {
  if (as === 'agenda') return { days: daysFrom(at, AGENDA_DAYS), before: addDays(at, -AGENDA_DAYS), after: addDays(at, AGENDA_DAYS) }
  if (as === 'week') return { days: daysFrom(startOfWeek(at, begins), 7), before: addDays(at, -7), after: addDays(at, 7) }
  const first = startOfWeek(startOfMonth(at), begins)
  const last = addDays(startOfWeek(addDays(addMonths(at, 1), -1), begins), 6)
  const days = daysFrom(first, 42)
  return { days: days.slice(0, days.indexOf(last) + 1), before: addMonths(at, -1), after: addMonths(at, 1) }
}

/** Which days the address asks for, and as what. Narrow screens show a list of days. */
export function useSpan(): Span & { set: (change: { at?: string | undefined; as?: As }) => void } {
  const { tenant } = useAccount()
  const { address, set } = useWorkOrderFilters()
  const phone = usePhone()
  const today = localDay(new Date())
  const as = phone ? 'agenda' : (WAYS.find((each) => each === address.as) ?? 'month')
  const at = isDay(address.at) ? address.at : today
  const begins = tenant.settings.weekStartsOn
  const span = useMemo(() => spanOf(as, at, begins), [as, at, begins])
  const title = as === 'month' ? month(at) : spoken(span.days)
  return { ...span, as, at, today, title, set: (change) => set(change.as === 'month' ? { ...change, as: undefined } : change) }
}

/** The first and the last of some days, `16 Nov – 22 Nov 2026`. */
export const spoken = (days: readonly string[]): string => `${day(days[0], { year: false })} – ${day(days.at(-1), { year: true })}`
