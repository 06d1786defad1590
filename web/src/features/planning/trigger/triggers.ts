/**
 * Triggers as a form holds them. A form keeps every field of every kind, under the names that the API's body has, so that
 * changing the kind and back loses nothing and the server's faults land at their fields.
 */
import type { KitRecurrenceRulesWeekday as Weekday, PlanBody, PlanDetail, Series, Unit } from '@fettle/client'

export type { Weekday, Unit }
export type Kind = 'calendar_fixed' | 'calendar_floating' | 'meter_fixed' | 'meter_floating' | 'condition' | 'one_time'
export type Repeat = 'daily' | 'weekly' | 'monthly' | 'monthly_weekday' | 'yearly'
export type Ends = 'never' | 'until' | 'count'
export type ApiTrigger = NonNullable<PlanDetail['triggers']>[number]
export type TriggerBody = PlanBody['triggers'][number]

export const KINDS: readonly Kind[] = ['calendar_fixed', 'calendar_floating', 'meter_fixed', 'meter_floating', 'condition', 'one_time']
export const METERED: readonly Kind[] = ['meter_fixed', 'meter_floating', 'condition']
export const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

type Whole = number | string | null
type Decimal = string | null

export interface RuleValues {
  repeat: Repeat
  every: Whole
  weekdays: Weekday[]
  day: Whole
  month: Whole
  nth: Whole
  weekday: Weekday
}

export interface TriggerValues {
  kind: Kind
  key: string
  series: { rule: RuleValues; anchor: string; ends: Ends; until: string | null; count: Whole }
  startsOn: string
  interval: { every: Whole; unit: Unit }
  meterId: string | null
  meterName: string | null
  every: Decimal
  base: Decimal
  lead: Decimal
  above: Decimal
  below: Decimal
  hysteresis: Decimal
  on: string
}

/** Monday for a local date that is one. */
export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7]!
}

export const isMetered = (kind: Kind): boolean => METERED.includes(kind)

/** A trigger of a kind before anybody has said more of it: what most people mean, from today on. */
export function freshTrigger(kind: Kind, today: string): TriggerValues {
  return {
    kind,
    key: '',
    series: {
      rule: {
        repeat: 'weekly',
        every: 1,
        weekdays: [weekdayOf(today)],
        day: Number(today.slice(8)),
        month: Number(today.slice(5, 7)),
        nth: 1,
        weekday: 'monday',
      },
      anchor: today,
      ends: 'never',
      until: null,
      count: null,
    },
    startsOn: today,
    interval: { every: 3, unit: 'months' },
    meterId: null,
    meterName: null,
    every: '250',
    base: null,
    lead: null,
    above: null,
    below: null,
    hysteresis: null,
    on: today,
  }
}

/** A series of the API in the form's wide shape; what it leaves to the anchor is said outright. */
export function seriesValues(series: Series, today: string): TriggerValues['series'] {
  const { rule, anchor } = series
  const fresh = freshTrigger('calendar_fixed', anchor).series.rule
  return {
    rule: {
      ...fresh,
      repeat: rule.repeat,
      every: rule.every ?? 1,
      ...(rule.repeat === 'weekly' && rule.weekdays?.length && { weekdays: [...rule.weekdays] }),
      ...((rule.repeat === 'monthly' || rule.repeat === 'yearly') && rule.day && { day: rule.day }),
      ...(rule.repeat === 'yearly' && rule.month && { month: rule.month }),
      ...(rule.repeat === 'monthly_weekday' && { nth: rule.nth, weekday: rule.weekday }),
    },
    anchor: anchor || today,
    ends: series.until ? 'until' : series.count ? 'count' : 'never',
    until: series.until ?? null,
    count: series.count ?? null,
  }
}

/** Without the zeros that a database keeps behind the point. */
export function plain(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value
}

const nothingAtZero = (value: string | null | undefined): string | null => (Number(value ?? 0) === 0 ? null : plain(value))

export function triggerValues(trigger: ApiTrigger, today: string): TriggerValues {
  const values = { ...freshTrigger(trigger.kind, today), key: trigger.key ?? '' }
  switch (trigger.kind) {
    case 'calendar_fixed':
      return { ...values, series: seriesValues(trigger.series, today) }
    case 'calendar_floating':
      return { ...values, startsOn: trigger.startsOn, interval: { ...trigger.interval } }
    case 'one_time':
      return { ...values, on: trigger.on }
    case 'condition':
      return {
        ...values,
        ...metered(trigger),
        above: plain(trigger.above),
        below: plain(trigger.below),
        hysteresis: nothingAtZero(trigger.hysteresis),
      }
    default:
      return { ...values, ...metered(trigger), every: plain(trigger.every), base: nothingAtZero(trigger.base), lead: nothingAtZero(trigger.lead) }
  }
}

const metered = ({ meterId, meterName }: { meterId?: string | null; meterName?: string | null }) => ({
  meterId: meterId ?? null,
  meterName: meterName ?? null,
})

const whole = (value: Whole): number | null => (value === null || value === '' ? null : Number(value))

function ruleBody(rule: RuleValues) {
  const every = whole(rule.every) ?? 1
  switch (rule.repeat) {
    case 'daily':
      return { repeat: rule.repeat, every }
    case 'weekly':
      return { repeat: rule.repeat, every, weekdays: WEEKDAYS.filter((day) => rule.weekdays.includes(day)) }
    case 'monthly':
      return { repeat: rule.repeat, every, day: whole(rule.day) }
    case 'monthly_weekday':
      return { repeat: rule.repeat, every, nth: whole(rule.nth) ?? 1, weekday: rule.weekday }
    case 'yearly':
      return { repeat: rule.repeat, every, month: whole(rule.month), day: whole(rule.day) }
  }
}

/** What the API wants of a trigger: the fields of its kind, and no others. */
export function triggerBody(values: TriggerValues): TriggerBody {
  const { kind, key, series } = values
  const head = key ? { key } : {}
  switch (kind) {
    case 'calendar_fixed':
      return {
        kind,
        ...head,
        series: {
          rule: ruleBody(series.rule),
          anchor: series.anchor,
          until: series.ends === 'until' ? series.until : null,
          count: series.ends === 'count' ? whole(series.count) : null,
        },
      }
    case 'calendar_floating':
      return { kind, ...head, startsOn: values.startsOn, interval: { every: whole(values.interval.every) ?? 1, unit: values.interval.unit } }
    case 'one_time':
      return { kind, ...head, on: values.on }
    case 'condition':
      return { kind, ...head, ...metered(values), above: values.above, below: values.below, hysteresis: values.hysteresis ?? '0' } as never
    case 'meter_fixed':
      return { kind, ...head, ...metered(values), every: values.every ?? '0', base: values.base ?? '0', lead: values.lead ?? '0' } as never
    case 'meter_floating':
      return { kind, ...head, ...metered(values), every: values.every ?? '0', base: values.base, lead: values.lead ?? '0' } as never
  }
}
