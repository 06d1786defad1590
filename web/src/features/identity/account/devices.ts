const BROWSERS: ReadonlyArray<[string, RegExp]> = [
  ['Edge', /Edg(A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(HeadlessChrome|Chrome|CriOS)\//],
  ['Safari', /Safari\//],
]
const SYSTEMS: ReadonlyArray<[string, RegExp]> = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
]

/** The browser and system that a user agent names; the first word of it where it names neither. */
export function deviceOf(agent: string | null | undefined): { program: string; system: string | undefined } | undefined {
  if (!agent) return undefined
  const found = (of: typeof BROWSERS) => of.find(([, sign]) => sign.test(agent))?.[0]
  const system = found(SYSTEMS)
  return { program: found(BROWSERS) ?? agent.split(/[\s/]/)[0]!, system }
}
