/** What can be chosen as locale, time zone and currency, each with its name in the reader's language. Pure. */
import type { Choice } from '@/ui/form'

const LOCALES = ['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IE', 'en-NZ', 'es-US', 'es-MX', 'es-ES', 'es-AR', 'es-CL', 'es-CO', 'es-PE', 'es-CR', 'es-PR']
const ZONES_BEFORE = ['UTC']

const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label)

function names(type: 'language' | 'currency', language: string): (code: string) => string {
  const known = new Intl.DisplayNames([language], { type })
  return (code) => known.of(code) ?? code
}

/** `present` is offered even where it is unusual, so that nothing is changed by looking. */
export function localeChoices(language: string, present: string): Choice[] {
  const name = names('language', language)
  return [...new Set([present, ...LOCALES])].map((value) => ({ value, label: name(value) })).toSorted(byLabel)
}

export function currencyChoices(language: string, present: string): Choice[] {
  const name = names('currency', language)
  return [...new Set([present, ...Intl.supportedValuesOf('currency')])].map((value) => ({ value, label: `${value} · ${name(value)}` })).toSorted(byLabel)
}

export function zoneChoices(present: string): Choice[] {
  return [...new Set([...ZONES_BEFORE, present, ...Intl.supportedValuesOf('timeZone')])].toSorted().map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}
