/** The points of a small curve. Pure. */
import type { Taken } from './judge.ts'

const round = (value: number): number => Math.round(value * 10) / 10

/** From the oldest to the newest, within `margin` of a box; what is all the same lies in the middle. */
export function pathOf(readings: readonly Taken[], width: number, height: number, margin: number): { x: number; y: number }[] {
  const sorted = [...readings].sort((a, b) => a.at - b.at)
  const first = sorted[0]
  const last = sorted.at(-1)
  if (!first || !last) return []
  const values = sorted.map(({ value }) => value)
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const time = last.at - first.at
  return sorted.map(({ value, at }) => ({
    x: round(margin + (time ? (at - first.at) / time : 0.5) * (width - 2 * margin)),
    y: round(height - margin - (span ? (value - low) / span : 0.5) * (height - 2 * margin)),
  }))
}
