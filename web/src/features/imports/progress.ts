/** How fast an import goes. */

export interface Mark {
  at: number
  rows: number
}

const WINDOW_MS = 8_000

/** `marks` with one more, those of the last seconds only. A number that went back starts anew. */
export function marked(marks: readonly Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1)
  if (last && mark.rows < last.rows) return [mark]
  return [...marks.filter(({ at }) => mark.at - at <= WINDOW_MS), mark]
}

/** Rows in a second over the last seconds; undefined until two moments are known. */
export function speed(marks: readonly Mark[]): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last || last.at <= first.at) return undefined
  return ((last.rows - first.rows) / (last.at - first.at)) * 1000
}

/** About how many rows the file has: known by bytes until its end, exactly at its end. */
export function rowsInAll(read: number, percent: number): number | undefined {
  if (percent >= 100) return read
  return percent > 0 && read > 0 ? Math.round((read / percent) * 100) : undefined
}
