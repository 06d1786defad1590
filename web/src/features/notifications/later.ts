import { instantOf, localDay, wallOf } from '@/lib/format'

/** Moments to which people put things off, in the tenant's zone: in an hour, tomorrow and next Monday at eight. */
export function later(now = new Date()): Array<{ key: 'hour' | 'tomorrow' | 'monday'; until: string }> {
  const today = localDay(now)
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay()
  return [
    { key: 'hour', until: instantOf(wallOf(new Date(now.getTime() + 3_600_000).toISOString())) },
    { key: 'tomorrow', until: instantOf(`${plus(today, 1)}T08:00`) },
    { key: 'monday', until: instantOf(`${plus(today, ((8 - weekday) % 7) || 7)}T08:00`) },
  ]
}

function plus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
