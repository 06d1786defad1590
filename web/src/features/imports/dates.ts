/** How dates are written in a file: found out from samples, shown as people write them. */

interface Format {
  /** As the API reads it (strptime); nothing for ISO 8601. */
  format: string | null
  shown: string
  matches: RegExp
}

const TIME = String.raw`\d{1,2}:\d{2}`

/** In the order of their likelihood; what both month-first and day-first can read is told apart by the days past 12. */
export const FORMATS: readonly Format[] = [
  { format: null, shown: '2026-03-31, 2026-03-31T14:05:00', matches: /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/ },
  { format: '%m/%d/%Y %I:%M:%S %p', shown: '03/31/2026 02:05:00 PM', matches: new RegExp(`^(0?[1-9]|1[0-2])/\\d{1,2}/\\d{4} ${TIME}:\\d{2} [AaPp][Mm]$`) },
  { format: '%m/%d/%Y %I:%M %p', shown: '03/31/2026 02:05 PM', matches: new RegExp(`^(0?[1-9]|1[0-2])/\\d{1,2}/\\d{4} ${TIME} [AaPp][Mm]$`) },
  { format: '%m/%d/%Y %H:%M:%S', shown: '03/31/2026 14:05:00', matches: new RegExp(`^(0?[1-9]|1[0-2])/\\d{1,2}/\\d{4} ${TIME}:\\d{2}$`) },
  { format: '%m/%d/%Y %H:%M', shown: '03/31/2026 14:05', matches: new RegExp(`^(0?[1-9]|1[0-2])/\\d{1,2}/\\d{4} ${TIME}$`) },
  { format: '%m/%d/%Y', shown: '03/31/2026', matches: /^(0?[1-9]|1[0-2])\/\d{1,2}\/\d{4}$/ },
  { format: '%m/%d/%y', shown: '03/31/26', matches: /^(0?[1-9]|1[0-2])\/\d{1,2}\/\d{2}$/ },
  { format: '%d/%m/%Y %H:%M:%S', shown: '31/03/2026 14:05:00', matches: new RegExp(`^\\d{1,2}/(0?[1-9]|1[0-2])/\\d{4} ${TIME}:\\d{2}$`) },
  { format: '%d/%m/%Y %H:%M', shown: '31/03/2026 14:05', matches: new RegExp(`^\\d{1,2}/(0?[1-9]|1[0-2])/\\d{4} ${TIME}$`) },
  { format: '%d/%m/%Y', shown: '31/03/2026', matches: /^\d{1,2}\/(0?[1-9]|1[0-2])\/\d{4}$/ },
  { format: '%d.%m.%Y %H:%M:%S', shown: '31.03.2026 14:05:00', matches: new RegExp(`^\\d{1,2}\\.\\d{1,2}\\.\\d{4} ${TIME}:\\d{2}$`) },
  { format: '%d.%m.%Y %H:%M', shown: '31.03.2026 14:05', matches: new RegExp(`^\\d{1,2}\\.\\d{1,2}\\.\\d{4} ${TIME}$`) },
  { format: '%d.%m.%Y', shown: '31.03.2026', matches: /^\d{1,2}\.\d{1,2}\.\d{4}$/ },
  { format: '%Y/%m/%d', shown: '2026/03/31', matches: /^\d{4}\/\d{2}\/\d{2}$/ },
  { format: '%Y%m%d', shown: '20260331', matches: /^(19|20)\d{6}$/ },
  { format: '%d-%b-%Y', shown: '31-Mar-2026', matches: /^\d{1,2}-[A-Za-z]{3}-\d{4}$/ },
]

/** The way of writing that most samples follow, at least half of them; undefined when none does, or there is no sample. */
export function formatOf(samples: readonly string[]): Format | undefined {
  const given = samples.map((sample) => sample.trim()).filter(Boolean)
  let best: Format | undefined
  let most = Math.max(given.length / 2 - 0.5, 0)
  for (const format of FORMATS) {
    const fitting = given.filter((sample) => format.matches.test(sample)).length
    if (fitting > most) [best, most] = [format, fitting]
  }
  return best
}
