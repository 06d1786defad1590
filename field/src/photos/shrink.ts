/** Makes pictures small enough to send, on phones. The original is never sent. */
import { File, Paths } from 'expo-file-system'
import { type ImageRef, ImageManipulator, SaveFormat } from 'expo-image-manipulator'
import { fitted, QUALITY, SENT, THUMB } from './sizes'
import { type Picked, type Shrunk, Unreadable } from './shrink.types'

export * from './shrink.types'

async function saved(of: string | ImageRef, width: number): Promise<string> {
  const context = ImageManipulator.manipulate(of).resize({ width })
  const image = await context.renderAsync()
  const { uri } = await image.saveAsync({ format: SaveFormat.JPEG, compress: QUALITY })
  context.release()
  image.release()
  return uri
}

export async function shrink({ uri }: Picked): Promise<Shrunk> {
  try {
    // Read once, turned the right way: all that follows is made of it.
    const whole = await ImageManipulator.manipulate(uri).renderAsync()
    const { width, height } = fitted(whole, SENT)
    const picture = await saved(whole, width)
    const thumb = await saved(whole, fitted(whole, THUMB).width)
    whole.release()
    forgotten(uri)
    return { picture, thumb, width, height }
  } catch (error) {
    throw new Unreadable(String(error))
  }
}

/** The camera's own copy, many times as large, is not needed any more. What lies in somebody's gallery stays there. */
function forgotten(uri: string): void {
  if (!uri.startsWith(Paths.cache.uri)) return
  try {
    new File(uri).delete()
  } catch {
    // The system clears that folder by itself.
  }
}
