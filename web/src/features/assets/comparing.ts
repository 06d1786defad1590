/** Which of several assets does best, and which worst. Pure. */
export type Verdict = 'best' | 'worst' | undefined

/** One verdict for each value. None where fewer than two are known or all are the same; several may share one. */
export function judged(values: ReadonlyArray<number | null | undefined>, better: 'high' | 'low'): Verdict[] {
  const known = values.filter((value): value is number => value !== null && value !== undefined)
  const high = Math.max(...known)
  const low = Math.min(...known)
  if (known.length < 2 || high === low) return values.map(() => undefined)
  const [best, worst] = better === 'high' ? [high, low] : [low, high]
  return values.map((value) => (value === best ? 'best' : value === worst ? 'worst' : undefined))
}

/** Years since a day, with one digit behind the point. */
export function yearsSince(day: string | null | undefined, today: string): number | undefined {
  if (!day) return undefined
  return Math.round((Date.parse(today) - Date.parse(day)) / 31_556_952_00) / 10
}
