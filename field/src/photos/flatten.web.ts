/** A picture with what is drawn on it as one, in browsers. */
import { COLOURS, edgeOf, pathOf, penEdgeOf, penOf, type Shape, textEdgeOf, textSizeOf } from './drawing'
import { loaded, sizesOf } from './shrink.web'
import type { Shrunk } from './shrink.types'
import type { Size } from './sizes'

export async function flatten(uri: string, size: Size, shapes: readonly Shape[], _shown: unknown): Promise<Shrunk> {
  const image = await loaded(uri)
  return sizesOf(size, (on, its) => {
    on.drawImage(image, 0, 0, its.width, its.height)
    for (const shape of shapes) paint(on, shape, its)
  })
}

function paint(on: CanvasRenderingContext2D, shape: Shape, size: Size): void {
  on.lineCap = on.lineJoin = 'round'
  const [edge, colour] = [edgeOf(shape.colour), COLOURS[shape.colour]]
  if (shape.kind === 'text') {
    const [x, y] = shape.points[0]!
    on.font = `bold ${textSizeOf(size)}px sans-serif`
    on.textBaseline = 'alphabetic'
    on.lineWidth = textEdgeOf(size) * 2
    on.strokeStyle = edge
    on.strokeText(shape.text ?? '', x * size.width, y * size.height)
    on.fillStyle = colour
    on.fillText(shape.text ?? '', x * size.width, y * size.height)
    return
  }
  const path = new Path2D(pathOf(shape, size))
  for (const [style, width] of [[edge, penEdgeOf(size)], [colour, penOf(size)]] as const) {
    on.strokeStyle = style
    on.lineWidth = width
    on.stroke(path)
  }
}
