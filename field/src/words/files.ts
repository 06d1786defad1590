/** Every file of words that the app speaks, found when it is built. */
type Strings = Record<string, unknown>
interface Files {
  keys(): string[]
  (name: string): Strings
}

const files = (require as unknown as { context(folder: string, deep: boolean, names: RegExp): Files }).context(
  '../../../packages/words/src',
  true,
  /\/(?:common|nouns|field\w*)\.json$/,
)

export const resources: Record<string, Record<string, Strings>> = {}

for (const name of files.keys()) {
  const [, language, part] = /(\w+)\/(\w+)\.json$/.exec(name)!
  ;(resources[language!] ??= {})[part!] = files(name)
}
