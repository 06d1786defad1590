/** What is drawn on a picture. Points are shares of its width and height, so that they fit whatever size it is shown in. */
import type { Size } from './sizes'

export type Tool = 'arrow' | 'stroke' | 'ellipse' | 'text'
export type Point = readonly [x: number, y: number]

export interface Shape {
  kind: Tool
  points: readonly Point[]
  colour: Colour
  text?: string
}

export const COLOURS = { red: '#e5261b', yellow: '#ffd400', white: '#ffffff', black: '#111111', blue: '#1667d9' } as const
export type Colour = keyof typeof COLOURS

/** Around every line, so that it is seen on any ground. */
export const edgeOf = (colour: Colour): string => (colour === 'yellow' || colour === 'white' ? '#111111' : '#ffffff')

/** Widths and heights as shares of the longer side. */
const PEN = 0.008
const EDGE = 0.005
const TEXT = 0.045
const NEAR = 0.004
const HEAD = 0.065

const longer = ({ width, height }: Size) => Math.max(width, height)
export const penOf = (size: Size): number => longer(size) * PEN
export const penEdgeOf = (size: Size): number => longer(size) * (PEN + EDGE)
export const textSizeOf = (size: Size): number => longer(size) * TEXT
export const textEdgeOf = (size: Size): number => longer(size) * EDGE

/** A shape that goes on to `point`: a pen leaves a trace, the others are stretched. */
export function extended(shape: Shape, point: Point): Shape {
  if (shape.kind === 'text') return { ...shape, points: [point] }
  if (shape.kind !== 'stroke') return { ...shape, points: [shape.points[0]!, point] }
  const last = shape.points.at(-1)!
  return Math.hypot(last[0] - point[0], last[1] - point[1]) < NEAR ? shape : { ...shape, points: [...shape.points, point] }
}

/** Whether there is anything to see of it: a tap of the arrow leaves none. */
export function shows({ kind, points, text }: Shape): boolean {
  if (kind === 'text') return !!text?.trim()
  const [first, ...rest] = points
  return rest.some(([x, y]) => Math.hypot(x - first![0], y - first![1]) >= NEAR * 2) || kind === 'stroke'
}

const n = (value: number) => Math.round(value * 100) / 100

/** The lines of a shape as an SVG path, on a picture of this size. */
export function pathOf({ kind, points }: Shape, size: Size): string {
  const at = points.map(([x, y]): Point => [x * size.width, y * size.height])
  const [from, to = from] = [at[0]!, at.at(-1)]
  if (kind === 'stroke') return strokeOf(at)
  if (kind === 'ellipse') return ellipseOf(from, to!)
  if (kind === 'arrow') return arrowOf(from, to!, longer(size) * HEAD)
  return ''
}

/** Through the middle between each two points, so that it is round. */
function strokeOf(at: readonly Point[]): string {
  const [[x, y], ...rest] = [at[0]!, ...at.slice(1)]
  if (!rest.length) return `M${n(x)} ${n(y)}h0.01`
  const bends = rest.slice(0, -1).map(([bx, by], place) => {
    const [nx, ny] = rest[place + 1]!
    return `Q${n(bx)} ${n(by)} ${n((bx + nx) / 2)} ${n((by + ny) / 2)}`
  })
  const [lx, ly] = rest.at(-1)!
  return `M${n(x)} ${n(y)}${bends.join('')}L${n(lx)} ${n(ly)}`
}

function ellipseOf([ax, ay]: Point, [bx, by]: Point): string {
  const rx = Math.max(1, Math.abs(bx - ax) / 2)
  const ry = Math.max(1, Math.abs(by - ay) / 2)
  const [left, middle] = [Math.min(ax, bx), (ay + by) / 2]
  return `M${n(left)} ${n(middle)}a${n(rx)} ${n(ry)} 0 1 0 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-rx * 2)} 0Z`
}

/** From `a` to `b`, with a head that is no longer than half of it. */
function arrowOf([ax, ay]: Point, [bx, by]: Point, head: number): string {
  const angle = Math.atan2(by - ay, bx - ax)
  const long = Math.min(head, Math.hypot(bx - ax, by - ay) / 2)
  const side = (turn: number) => `${n(bx - long * Math.cos(angle + turn))} ${n(by - long * Math.sin(angle + turn))}`
  return `M${n(ax)} ${n(ay)}L${n(bx)} ${n(by)}M${side(0.5)}L${n(bx)} ${n(by)}L${side(-0.5)}`
}

/** Where a finger is, as shares of a picture that is shown whole within a box. */
export function shareOf({ x, y }: { x: number; y: number }, box: Size): Point {
  const within = (value: number) => Math.min(1, Math.max(0, value))
  return [within(x / box.width), within(y / box.height)]
}

/** How large a picture is shown so that all of it is seen. */
export function shownIn(picture: Size, box: Size): Size {
  const scale = Math.min(box.width / picture.width, box.height / picture.height)
  return { width: Math.floor(picture.width * scale), height: Math.floor(picture.height * scale) }
}
