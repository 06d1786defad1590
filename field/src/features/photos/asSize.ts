import i18n from 'i18next'
import { asNumber } from '@/words/format'

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** A size as people say it: 1.4 MB. */
export function asSize(bytes: number): string {
  let place = 0
  let value = Math.max(1, bytes / 1000)
  while (value >= 1000 && place < UNITS.length - 1) {
    value /= 1000
    place += 1
  }
  const digits = value < 10 && place > 0 ? 1 : 0
  try {
    return new Intl.NumberFormat(i18n.language, { style: 'unit', unit: UNITS[place], unitDisplay: 'short', maximumFractionDigits: digits }).format(value)
  } catch {
    // Some phones know no units.
    return `${asNumber(value, digits)} ${['kB', 'MB', 'GB'][place]}`
  }
}
