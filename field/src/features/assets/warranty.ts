/** Days are compared as days, in no zone. Pure. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** `left`: days to its last one, which counts: 0 is the last day; below zero it has ended. */
export const warranty = (until: string, today: string): { left: number; over: boolean } => {
  const left = daysBetween(today, until)
  return { left, over: left < 0 }
}
