import type { Bounds } from './clusters'

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
const LINES = 8

/** Lines of latitude and longitude over what is seen, a handful at any zoom: they give a map without tiles a ground. */
export function graticule({ west, south, east, north }: Bounds) {
  const span = Math.max(east - west, north - south)
  const step = STEPS.find((each) => span / each >= LINES) ?? STEPS.at(-1)!
  const from = (edge: number) => Math.floor(edge / step) - 1
  const lines: Array<[[number, number], [number, number]]> = []
  const [left, right, low, high] = [from(west), Math.ceil(east / step) + 1, from(south), Math.ceil(north / step) + 1]
  for (let at = left; at <= right; at++) lines.push([[at * step, Math.max(-85, low * step)], [at * step, Math.min(85, high * step)]])
  for (let at = low; at <= high; at++) if (Math.abs(at * step) <= 85) lines.push([[left * step, at * step], [right * step, at * step]])
  return { type: 'MultiLineString' as const, coordinates: lines }
}
