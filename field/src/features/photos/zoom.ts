/** How a picture moves under fingers. */
export interface Point {
  x: number
  y: number
}

/** How large it is shown and how far from its place. */
export interface View extends Point {
  scale: number
}

export interface Hold {
  fingers: readonly Point[]
  view: View
}

interface Box {
  width: number
  height: number
}

export const REST: View = { scale: 1, x: 0, y: 0 }
const MOST = 6
const TAPPED = 2.5

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
})
const apart = ([a, b]: readonly Point[]) => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0)
const within = (value: number, most: number) => Math.min(most, Math.max(-most, value))

/** No edge of it comes into the middle. */
function settled({ scale, x, y }: View, { width, height }: Box): View {
  if (scale <= 1.02) return REST
  return { scale, x: within(x, (width * (scale - 1)) / 2), y: within(y, (height * (scale - 1)) / 2) }
}

export const held = (fingers: readonly Point[], view: View): Hold => ({ fingers, view })

/** Where it is after the fingers that hold it have moved. */
export function moved({ fingers, view }: Hold, now: readonly Point[], box: Box): View {
  const before = apart(fingers)
  const scale = before > 0 ? Math.min(MOST, Math.max(1, (view.scale * apart(now)) / before)) : view.scale
  const from = middle(fingers)
  const to = middle(now)
  return settled({ scale, x: view.x + to.x - from.x, y: view.y + to.y - from.y }, box)
}

/** Larger around where it was tapped; tapped again, as it was. */
export function zoomed(view: View, { locationX, locationY }: { locationX: number; locationY: number }, box: Box): View {
  if (view.scale > 1) return REST
  return settled({ scale: TAPPED, x: (box.width / 2 - locationX) * (TAPPED - 1), y: (box.height / 2 - locationY) * (TAPPED - 1) }, box)
}
