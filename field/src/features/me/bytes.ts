/** A number of bytes as people read it. */
import { asNumber } from '@/words/format'

const UNITS = ['kB', 'MB', 'GB', 'TB']

export function asBytes(bytes: number): string {
  let size = bytes / 1000
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${asNumber(size, size < 10 ? 1 : 0)} ${UNITS[unit]}`
}
