/** What the list of work is narrowed to, and in which order it comes. Pure. */

/** Whose work: mine and my crews', only mine, only my crews', nobody's, everybody's. */
export const WHO = ['mine', 'me', 'crews', 'nobody', 'everybody'] as const
export const DUE = ['overdue', 'today', 'week', 'none'] as const
export const SORTS = ['due', 'priority', 'distance'] as const

export interface Filter {
  who: (typeof WHO)[number]
  /** Empty: all that is open. */
  status: readonly string[]
  priority: readonly string[]
  crewId: string | null
  siteId: string | null
  assetTypeId: string | null
  due: (typeof DUE)[number] | null
  sort: (typeof SORTS)[number]
}

export const NO_FILTER: Filter = { who: 'mine', status: [], priority: [], crewId: null, siteId: null, assetTypeId: null, due: null, sort: 'due' }

/** Without accents and capitals. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
export const wordsOf = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean)

export const matches = (hay: string, words: readonly string[]): boolean => {
  const folded = fold(hay)
  return words.every((word) => folded.includes(word))
}

/** How many parts of a filter narrow the list, beside whose work and in which order. */
export const narrowing = (filter: Filter): number =>
  [filter.status.length, filter.priority.length, filter.crewId, filter.siteId, filter.assetTypeId, filter.due].filter(Boolean).length

/** What was remembered, as far as it is still understood. */
export function readFilter(text: string | null | undefined): Filter {
  if (!text) return NO_FILTER
  try {
    const found = JSON.parse(text) as Partial<Filter>
    const one = <V extends string>(value: unknown, of: readonly V[]) => of.find((each) => each === value)
    const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [])
    const id = (value: unknown) => (typeof value === 'string' ? value : null)
    return {
      who: one(found.who, WHO) ?? NO_FILTER.who,
      status: texts(found.status),
      priority: texts(found.priority),
      crewId: id(found.crewId),
      siteId: id(found.siteId),
      assetTypeId: id(found.assetTypeId),
      due: one(found.due, DUE) ?? null,
      sort: one(found.sort, SORTS) ?? NO_FILTER.sort,
    }
  } catch {
    return NO_FILTER
  }
}
