/**
 * Speaking to somebody in a comment: `@Ana Díaz` in the text, and whose account that is beside it. The office is told by the accounts, people
 * read the names. Pure.
 */
export interface Person {
  /** Of the account. */
  id: string
  name: string
}

export interface Asked {
  /** Where the @ stands. */
  from: number
  typed: string
}

/** What ends so goes on in the same word. */
const INSIDE = /[\p{L}\p{N}]$/u
/** No name is longer. */
const LONGEST = 60

/** What is being typed after an @, with the caret behind it. Mail addresses are none. */
export function asking(body: string, caret: number): Asked | undefined {
  const before = body.slice(0, caret)
  const from = before.lastIndexOf('@')
  const typed = before.slice(from + 1)
  if (from < 0 || INSIDE.test(before.slice(0, from)) || /^\s|\n/.test(typed) || typed.length > LONGEST) return undefined
  return { from, typed }
}

/** Whether a name stands there in full already. */
export const isNamed = ({ typed }: Asked, people: readonly Person[]): boolean => people.some(({ name }) => pieces(`@${typed}`, [name])[0]?.name === name)

/** The text with `name` for what is typed, and where the caret is then. */
export function named(body: string, { from, typed }: Asked, name: string): { body: string; caret: number } {
  const said = `${body.slice(0, from)}@${name} `
  return { body: said + body.slice(from + 1 + typed.length).replace(/^ /, ''), caret: said.length }
}

/** Where the caret stands after typing, as far as the two texts tell. */
export function caretAfter(before: string, after: string): number {
  let same = 0
  while (same < Math.min(before.length, after.length) && before.at(-1 - same) === after.at(-1 - same)) same += 1
  return after.length - same
}

/** The text with an @ at its end, for whoever finds none on their keyboard. */
export const withAt = (body: string): string => `${body}${/(^|\s)$/.test(body) ? '' : ' '}@`

export interface Piece {
  text: string
  /** Whose name this is, as it was given. */
  name?: string
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The text, cut where somebody of `names` is spoken to. */
export function pieces(body: string, names: readonly string[]): Piece[] {
  const known = new Map(names.filter(Boolean).map((name) => [name.toLowerCase(), name]))
  if (!known.size || !body.includes('@')) return body ? [{ text: body }] : []
  const longestFirst = [...known.keys()].sort((one, other) => other.length - one.length).map(escaped)
  const wanted = new RegExp(`@(${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  const found: Piece[] = []
  let at = 0
  for (const match of body.matchAll(wanted)) {
    // As in `asking`: no mail addresses. Old browsers cannot look behind by themselves.
    if (INSIDE.test(body.slice(0, match.index))) continue
    if (match.index > at) found.push({ text: body.slice(at, match.index) })
    found.push({ text: match[0], name: known.get(match[1]!.toLowerCase()) ?? match[1]! })
    at = match.index + match[0].length
  }
  return at < body.length ? [...found, { text: body.slice(at) }] : found
}

/** The accounts of all who are spoken to. Of several with one name those that were chosen, if any was. */
export function mentionedIn(body: string, people: readonly Person[], chosen: readonly string[] = []): string[] {
  const names = new Set(pieces(body, people.map(({ name }) => name)).flatMap(({ name }) => name?.toLowerCase() ?? []))
  return [...names].flatMap((name) => {
    const ids = people.filter((each) => each.name.toLowerCase() === name).map(({ id }) => id)
    const meant = ids.filter((id) => chosen.includes(id))
    return meant.length ? meant : ids
  })
}

/** The accounts in a record's `mentions`. */
export function readMentions(json: string | null): string[] {
  try {
    const found: unknown = JSON.parse(json || '[]')
    return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}
