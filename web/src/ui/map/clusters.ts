/** Points of the map that would cover one another, put together. Pure: the screen's pixels at a zoom, nothing of the map itself. */
export interface Placed {
  id: string
  latitude: number
  longitude: number
}

export interface Cluster<Point extends Placed> {
  id: string
  latitude: number
  longitude: number
  points: Point[]
}

const TILE = 512
/** Pixels between marks at least. */
const RADIUS = 44

/** Where a place lies in the flattened world at a zoom, in pixels. */
export function pixel({ latitude, longitude }: { latitude: number; longitude: number }, zoom: number): { x: number; y: number } {
  const size = TILE * 2 ** zoom
  const sine = Math.sin((Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180)
  return { x: ((longitude + 180) / 360) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size }
}

/** Each point joins the first mark that is near it, or becomes one. A mark stands in the middle of its points. */
export function clusters<Point extends Placed>(points: readonly Point[], zoom: number): Cluster<Point>[] {
  const made: Array<{ points: Point[]; x: number; y: number }> = []
  const cells = new Map<string, number[]>()
  for (const point of points) {
    const { x, y } = pixel(point, zoom)
    const column = Math.floor(x / RADIUS)
    const row = Math.floor(y / RADIUS)
    const near = around(column, row).flatMap((cell) => cells.get(cell) ?? []).find((at) => Math.hypot(made[at]!.x - x, made[at]!.y - y) < RADIUS)
    if (near !== undefined) made[near]!.points.push(point)
    else {
      const cell = `${column} ${row}`
      cells.set(cell, [...(cells.get(cell) ?? []), made.push({ points: [point], x, y }) - 1])
    }
  }
  return made.map(({ points: inside }) => ({
    id: inside[0]!.id,
    latitude: inside.reduce((sum, each) => sum + each.latitude, 0) / inside.length,
    longitude: inside.reduce((sum, each) => sum + each.longitude, 0) / inside.length,
    points: inside,
  }))
}

function around(column: number, row: number): string[] {
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${column + dx} ${row + dy}`))
}

const NAME = { width: 132, height: 20 }

/** The names that can be written at a zoom without covering one another; the first ones win. */
export function apart<Name extends Placed>(names: readonly Name[], zoom: number): Name[] {
  const kept: Array<{ name: Name; x: number; y: number }> = []
  for (const name of names) {
    const { x, y } = pixel(name, zoom)
    if (!kept.some((other) => Math.abs(other.x - x) < NAME.width && Math.abs(other.y - y) < NAME.height)) kept.push({ name, x, y })
  }
  return kept.map(({ name }) => name)
}

export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

/** The box around places; undefined around none. */
export function boundsOf(points: readonly Placed[]): Bounds | undefined {
  if (points.length === 0) return undefined
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { latitude, longitude } of points) {
    bounds.west = Math.min(bounds.west, longitude)
    bounds.east = Math.max(bounds.east, longitude)
    bounds.south = Math.min(bounds.south, latitude)
    bounds.north = Math.max(bounds.north, latitude)
  }
  return bounds
}

const A_FEW_STEPS = 0.0002

/** Whether places lie so close that no zoom tells them apart. */
export function together(points: readonly Placed[]): boolean {
  const bounds = boundsOf(points)
  return !!bounds && bounds.east - bounds.west < A_FEW_STEPS && bounds.north - bounds.south < A_FEW_STEPS
}
