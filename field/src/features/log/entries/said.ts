/** What an entry says, in words. */
import type { TFunction } from 'i18next'
import { asNumber } from '@/words/format'
import { UNITS } from '../records.ts'
import type { Line } from '../reversing.ts'
import type { Names } from './useEntries.ts'

type T = TFunction<['fieldLog', 'common']>

/** The units that the office gives by itself have words; others are as somebody wrote them. */
export function amountOf(t: T, { quantity, unit, kind }: Pick<Line, 'quantity' | 'unit' | 'kind'>): string {
  const named = unit ?? UNITS[kind as keyof typeof UNITS]
  if (named === 'hour') return t('hours', { hours: asNumber(quantity) })
  return t('amount', { quantity: asNumber(quantity), unit: named === 'each' || named === 'job' ? t(`unit.${named}`) : named })
}

/** Who or what a line is about. */
export function whatOf(t: T, line: Line, names: Names): string {
  switch (line.kind) {
    case 'labour':
      return names.staff.get(line.staff_id ?? '') ?? t('labour.unknown')
    case 'equipment':
      return names.assets.get(line.equipment_asset_id ?? '') ?? t('common:lineKind.equipment')
    case 'contract':
      return [line.vendor, line.item].filter(Boolean).join(': ')
    default:
      return line.item ?? t('common:lineKind.other')
  }
}

/** The whole entry on a line or two: one for each person or thing, not for each share. */
export function summary(t: T, lines: readonly Line[], names: Names): string {
  const found = new Map<string, Pick<Line, 'quantity' | 'unit' | 'kind'>>()
  for (const line of lines) {
    const what = whatOf(t, line, names)
    const before = found.get(what)
    found.set(what, { kind: line.kind, unit: line.unit, quantity: Math.round(((before?.quantity ?? 0) + line.quantity) * 10_000) / 10_000 })
  }
  return [...found].map(([what, line]) => t('review.worker', { name: what, hours: amountOf(t, line) })).join(', ')
}
