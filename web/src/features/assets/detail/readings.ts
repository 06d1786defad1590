/** What the readings of a meter show. Pure. */
import type { ListedMeter, Reading } from '@fettle/client'

export interface Point {
  at: string
  value: number | null
}

/** Readings as points of a line, the oldest first, broken where a meter was replaced or rolled over. Takes the newest first. */
export function pointsOf(readings: ReadonlyArray<Pick<Reading, 'readAt' | 'value' | 'segmentId'>>): Point[] {
  const points: Point[] = []
  let segment: string | undefined
  for (const { readAt, value, segmentId } of [...readings].sort((one, other) => one.readAt.localeCompare(other.readAt))) {
    if (segment !== undefined && segment !== segmentId) points.push({ at: readAt, value: null })
    segment = segmentId
    points.push({ at: readAt, value: Number(value) })
  }
  return points
}

/** How much a counter runs a day, over all readings given; undefined while they span less than a day. */
export function paceOf(readings: ReadonlyArray<Pick<Reading, 'readAt' | 'lifetime'>>): number | undefined {
  const times = readings.map(({ readAt }) => Date.parse(readAt))
  const days = (Math.max(...times) - Math.min(...times)) / 86_400_000
  if (!(days >= 1)) return undefined
  const lives = readings.map(({ lifetime }) => Number(lifetime))
  return (Math.max(...lives) - Math.min(...lives)) / days
}

/** What is odd about a value before it is sent: a counter that goes back, a gauge outside its limits. */
export function oddityOf(meter: Pick<ListedMeter, 'kind' | 'lastValue' | 'lowest' | 'highest'>, value: string | null): 'back' | 'limits' | undefined {
  if (value === null || value === '') return undefined
  const given = Number(value)
  if (meter.kind === 'counter') return meter.lastValue != null && given < Number(meter.lastValue) ? 'back' : undefined
  const below = meter.lowest != null && given < Number(meter.lowest)
  const above = meter.highest != null && given > Number(meter.highest)
  return below || above ? 'limits' : undefined
}
