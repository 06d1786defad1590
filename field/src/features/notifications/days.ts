/** What somebody was told, by day. */
export type Item<T> = { kind: 'day'; day: string; at: number } | { kind: 'told'; told: T; first: boolean; last: boolean }

/** The day of a moment by this device's clock, `2026-03-02`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** One list with a heading before each day; `rows` come newest first. */
export function byDay<T extends { created_at: number | null }>(rows: readonly T[]): Item<T>[] {
  const items: Item<T>[] = []
  rows.forEach((told, place) => {
    const at = told.created_at ?? 0
    const day = dayOf(at)
    const before = rows[place - 1]
    const after = rows[place + 1]
    const first = !before || dayOf(before.created_at ?? 0) !== day
    if (first) items.push({ kind: 'day', day, at })
    items.push({ kind: 'told', told, first, last: !after || dayOf(after.created_at ?? 0) !== day })
  })
  return items
}

export function nearness(day: string, now: number): 'today' | 'yesterday' | undefined {
  if (day === dayOf(now)) return 'today'
  const date = new Date(now)
  date.setDate(date.getDate() - 1)
  return day === dayOf(date.getTime()) ? 'yesterday' : undefined
}
