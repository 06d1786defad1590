import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { hours, number } from '@/lib/format'

const MINUTE = 60_000

/** A span of time in its two largest units. */
export function spanOf(start: string, end: string | null | undefined, now = Date.now()): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.round(((end ? Date.parse(end) : now) - Date.parse(start)) / MINUTE))
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
}

/** How long something lasted, in words: days and hours, or hours and minutes. */
export function useLasting(): (start: string, end: string | null | undefined) => string {
  const { t } = useTranslation('assets')
  return useCallback(
    (start, end) => {
      const span = spanOf(start, end)
      if (span.days) return t('lasted.days', { days: span.days, hours: span.hours })
      return span.hours ? t('lasted.hours', { hours: span.hours, minutes: span.minutes }) : t('lasted.minutes', { minutes: span.minutes })
    },
    [t],
  )
}

/** Hours as people read long ones: in days from two days on. */
export function useLong(): (value: number | null | undefined) => string {
  const { t } = useTranslation('assets')
  return (value) => {
    if (value === null || value === undefined) return t('common:notApplicable')
    return value >= 48 ? t('lasted.longDays', { days: number(value / 24, 1) }) : hours(Math.round(value * 10) / 10)
  }
}
