/** Makes pictures small enough to send, in browsers. The original is never sent. */
import { fitted, QUALITY, SENT, type Size, THUMB } from './sizes'
import { type Picked, type Shrunk, Unreadable } from './shrink.types'

export * from './shrink.types'

/** What `draw` paints, as a JPEG. */
export function painted({ width, height }: Size, draw: (on: CanvasRenderingContext2D) => void): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const on = canvas.getContext('2d')
  if (!on) return Promise.reject(new Unreadable('no canvas'))
  // JPEG knows no transparency.
  on.fillStyle = '#ffffff'
  on.fillRect(0, 0, width, height)
  on.imageSmoothingQuality = 'high'
  draw(on)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => {
        // Old phones have little room for canvases.
        canvas.width = canvas.height = 0
        if (blob) resolve(blob)
        else reject(new Unreadable('not painted'))
      },
      'image/jpeg',
      QUALITY,
    ),
  )
}

/** Both sizes of what can be painted. */
export async function sizesOf(size: Size, draw: (on: CanvasRenderingContext2D, size: Size) => void): Promise<Shrunk> {
  const large = fitted(size, SENT)
  const small = fitted(size, THUMB)
  const picture = await painted(large, (on) => draw(on, large))
  const thumb = await painted(small, (on) => draw(on, small))
  return { picture, thumb, ...large }
}

export async function shrink({ file, uri }: Picked): Promise<Shrunk> {
  const image = await decoded(file ?? uri)
  try {
    return await sizesOf(image, (on, { width, height }) => on.drawImage(image, 0, 0, width, height))
  } finally {
    image.close()
    if (file) URL.revokeObjectURL(uri)
  }
}

/** The pixels, turned as the camera was held. */
async function decoded(source: Blob | string): Promise<ImageBitmap> {
  try {
    if (typeof source !== 'string') return await createImageBitmap(source, { imageOrientation: 'from-image' })
    return await createImageBitmap(await loaded(source))
  } catch (error) {
    throw new Unreadable(String(error))
  }
}

export function loaded(uri: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = uri
  return image.decode().then(() => image)
}
