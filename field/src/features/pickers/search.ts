/** Finding by words: without accents, in any order, anywhere in what is said about a thing. */

export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const wordsOf = (typed: string): string[] => fold(typed).split(/\s+/).filter(Boolean)

const folded = new WeakMap<object, string>()

/** `said`: all that it may be found by. Folded once for as long as the thing is the same. */
function saidOf<T extends object>(thing: T, said: (thing: T) => string): string {
  const known = folded.get(thing)
  if (known !== undefined) return known
  const text = fold(said(thing))
  folded.set(thing, text)
  return text
}

/** Those that have all the words. Ones that begin with what was typed come first; else the order stays. */
export function found<T extends object>(things: readonly T[], typed: string, said: (thing: T) => string): readonly T[] {
  const words = wordsOf(typed)
  if (!words.length) return things
  const start = words.join(' ')
  const first: T[] = []
  const rest: T[] = []
  for (const thing of things) {
    const text = saidOf(thing, said)
    if (!words.every((word) => text.includes(word))) continue
    if (text.startsWith(start)) first.push(thing)
    else rest.push(thing)
  }
  return [...first, ...rest]
}

/** Recently chosen ones at the top, in the order in which they were chosen last. */
export function recentFirst<T extends { id: string }>(things: readonly T[], recent: readonly string[]): { recent: T[]; rest: readonly T[] } {
  const wanted = new Set(recent)
  const known = new Map<string, T>()
  if (wanted.size) for (const thing of things) if (wanted.has(thing.id)) known.set(thing.id, thing)
  const top = recent.flatMap((id) => known.get(id) ?? [])
  return { recent: top, rest: top.length ? things.filter((thing) => !known.has(thing.id)) : things }
}
