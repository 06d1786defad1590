/** What most plans say, each one click away. */
import { freshTrigger, type TriggerValues, weekdayOf } from '../trigger/triggers'
import type { PlanValues } from './values'

export const PRESETS = ['weekly', 'workdays', 'monthly', 'monthlyWeekday', 'quarterly', 'spring', 'yearly', 'mowing', 'hours', 'afterDone', 'reading', 'once'] as const
export type Preset = (typeof PRESETS)[number]

type Rule = Partial<TriggerValues['series']['rule']>

/** The triggers and season that a preset stands for. */
export function presetValues(preset: Preset, today: string): Pick<PlanValues, 'triggers' | 'season'> {
  const fixed = (rule: Rule): TriggerValues => {
    const trigger = freshTrigger('calendar_fixed', today)
    return { ...trigger, series: { ...trigger.series, rule: { ...trigger.series.rule, ...rule } } }
  }
  const only = (trigger: TriggerValues, season: PlanValues['season'] = []) => ({ triggers: [trigger], season })
  switch (preset) {
    case 'weekly':
      return only(fixed({ repeat: 'weekly', weekdays: [weekdayOf(today)] }))
    case 'workdays':
      return only(fixed({ repeat: 'weekly', weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] }))
    case 'monthly':
      return only(fixed({ repeat: 'monthly', day: 1 }))
    case 'monthlyWeekday':
      return only(fixed({ repeat: 'monthly_weekday', nth: 1, weekday: 'monday' }))
    case 'quarterly':
      return only(fixed({ repeat: 'monthly', every: 3, day: 1 }))
    case 'spring':
      return only(fixed({ repeat: 'yearly', month: 4, day: 1 }))
    case 'yearly':
      return only(fixed({ repeat: 'yearly' }))
    case 'mowing':
      return only(fixed({ repeat: 'weekly', weekdays: [weekdayOf(today)] }), [{ first: '04-01', last: '10-31' }])
    case 'hours':
      return only({ ...freshTrigger('meter_fixed', today), every: '250' })
    case 'afterDone':
      return only(freshTrigger('calendar_floating', today))
    case 'reading':
      return only(freshTrigger('condition', today))
    case 'once':
      return only(freshTrigger('one_time', today))
  }
}
