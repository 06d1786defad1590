/** What is worth saying beside a coming date: why it is not the day, or not so soon, as one might expect. */
import type { Coming } from '@fettle/client'
import { addDays } from '@/lib/days'
import type { TriggerValues } from '../trigger/triggers'

export type Note = { kind: 'clamped' } | { kind: 'estimated' } | { kind: 'clock'; at: string }

export interface Row {
  /** Those that fall on one day: a plan may have one for each asset. */
  coming: Coming[]
  on: string | null
  notes: Note[]
  /** The days out of season that lie before it. */
  rest?: { from: string; to: string }
}

type Season = ReadonlyArray<{ first: string; last: string }>

const lastOfMonth = (date: string): number => new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()

export function inSeason(season: Season, date: string): boolean {
  const at = date.slice(5)
  return season.length === 0 || season.some(({ first, last }) => (first <= last ? first <= at && at <= last : at >= first || at <= last))
}

/** The last stretch out of season before `to` that reaches beyond `from`, whole. */
export function restBetween(season: Season, from: string, to: string): { from: string; to: string } | undefined {
  if (season.length === 0) return undefined
  let end = addDays(to, -1)
  while (end > from && inSeason(season, end)) end = addDays(end, -1)
  if (end <= from) return undefined
  let begin = end
  for (let days = 0; days < 366 && !inSeason(season, addDays(begin, -1)); days++) begin = addDays(begin, -1)
  return { from: begin, to: end }
}

/** Whether the date is a month's last day because the month is too short for the day that the rule names. */
export function isClamped(trigger: TriggerValues | undefined, date: string): boolean {
  if (trigger?.kind !== 'calendar_fixed') return false
  const { repeat, day } = trigger.series.rule
  return (repeat === 'monthly' || repeat === 'yearly') && Number(day) > lastOfMonth(date) && Number(date.slice(8)) === lastOfMonth(date)
}

/** The hour on the clock of `zone`, as `09:00`. */
export function clockAt(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}

interface About {
  triggers: readonly TriggerValues[]
  season: Season
  dueTime: string | null
  zone: string
  today: string
}

/** Coming dates, one row a day, with their notes. The keys of triggers in a preview count from `t1` on. */
export function rowsOf(coming: readonly Coming[], about: About): Row[] {
  const rows: Row[] = []
  for (const one of coming) {
    const on = one.due?.on ?? null
    const before = rows.at(-1)
    if (before && on !== null && before.on === on) {
      before.coming.push(one)
      continue
    }
    const trigger = triggerOf(about.triggers, one.triggerKey)
    const notes: Note[] = []
    if (on && isClamped(trigger, on)) notes.push({ kind: 'clamped' })
    if (one.estimated) notes.push({ kind: 'estimated' })
    if (one.due?.at && about.dueTime) {
      const at = clockAt(one.due.at, about.zone)
      if (at !== about.dueTime.slice(0, 5)) notes.push({ kind: 'clock', at })
    }
    const rest = on ? restBetween(about.season, before?.on ?? addDays(about.today, -1), on) : undefined
    rows.push({ coming: [one], on, notes, ...(rest && { rest }) })
  }
  return rows
}

function triggerOf(triggers: readonly TriggerValues[], key: string): TriggerValues | undefined {
  return triggers.find((each) => each.key === key) ?? (triggers.some((each) => each.key) ? undefined : triggers[Number(key.slice(1)) - 1])
}
