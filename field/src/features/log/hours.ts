/** Hours as they are tapped, typed and counted. Pure. */

/** What one tap says. */
export const HOURS = [0.25, 0.5, 1, 2, 4] as const
/** Clocks are counted in quarters of an hour, the begun one included. */
export const QUARTER = 900_000
/** A tap on start and another on stop are no work. */
export const TOO_SHORT = 30_000
const HOUR = 3_600_000
/** Said shortly, in any language. */
const FRACTIONS: Readonly<Record<number, string>> = { 0.25: '¼', 0.5: '½', 0.75: '¾' }

/** As short as it can be read from afar. */
export const short = (hours: number): string => FRACTIONS[hours] ?? String(hours)

/** A number as typed, with comma or point; undefined for anything else. */
export function parsed(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.')
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined
  return Number(text)
}

/** Four places are what the server keeps. */
export const rounded = (value: number, places = 4): number => Math.round((value + Number.EPSILON) * 10 ** places) / 10 ** places

/** As the field shows it: no more places than it has. */
export const typedOf = (value: number): string => String(rounded(value))

/** The hours that a clock comes to. */
export const clocked = (ms: number): number => (ms < TOO_SHORT ? 0 : (Math.ceil(ms / QUARTER) * QUARTER) / HOUR)

/** `1:05`, or with seconds `1:05:09`. */
export function clockText(ms: number, seconds = false): string {
  const all = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const text = `${Math.floor(all / 3600)}:${two(Math.floor(all / 60) % 60)}`
  return seconds ? `${text}:${two(all % 60)}` : text
}

/** More hours on top of what is typed. */
export const plus = (typed: string, hours: number): string => typedOf((parsed(typed) ?? 0) + hours)
