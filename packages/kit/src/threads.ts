/** Comments with their answers: an answer to an answer stands with it, under what all of it began with. Pure. */
export interface Spoken {
  id: string
}

export interface Line<C extends Spoken> {
  comment: C
  /** It answers something that stands above it. */
  answers: boolean
}

/** Which comment one answers, if any. */
type Parent<C> = (comment: C) => string | null | undefined

/** `comments`, oldest first, in the order in which they are read. What answers something that is not here stands for itself. */
export function threads<C extends Spoken>(comments: readonly C[], parent: Parent<C>): Line<C>[] {
  const byId = new Map(comments.map((each) => [each.id, each]))
  const begins = new Map<string, C[]>()
  for (const comment of comments) {
    const start = startOf(comment, byId, parent)
    begins.set(start, [...(begins.get(start) ?? []), comment])
  }
  return comments.filter(({ id }) => begins.has(id)).flatMap(({ id }) => {
    const all = begins.get(id)!
    return [...all.filter((each) => each.id === id), ...all.filter((each) => each.id !== id)].map((comment) => ({ comment, answers: comment.id !== id }))
  })
}

function startOf<C extends Spoken>(comment: C, byId: ReadonlyMap<string, C>, parent: Parent<C>): string {
  const seen = new Set<string>()
  let at = comment
  for (;;) {
    const above = byId.get(parent(at) ?? '')
    // Nobody answers themselves in the end; what says so stands for itself.
    if (!above) return at.id
    if (seen.has(above.id)) return comment.id
    seen.add(above.id)
    at = above
  }
}

/** The newest `most` of `comments`, with what they answer. */
export function newest<C extends Spoken>(lines: readonly Line<C>[], comments: readonly C[], most: number): Line<C>[] {
  const wanted = new Set(comments.slice(-most).map(({ id }) => id))
  return lines.filter(({ comment, answers }, place) => {
    if (wanted.has(comment.id)) return true
    const next = lines.slice(place + 1)
    const end = next.findIndex((line) => !line.answers)
    return !answers && next.slice(0, end < 0 ? undefined : end).some((line) => wanted.has(line.comment.id))
  })
}
