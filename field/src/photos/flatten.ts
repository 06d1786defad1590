/** A picture with what is drawn on it as one, on phones: the drawing on the screen is painted anew in the size of the picture. */
import { File, Paths } from 'expo-file-system'
import type { Svg } from 'react-native-svg'
import { newId } from '@/lib/ids'
import type { Shape } from './drawing'
import { shrink } from './shrink'
import type { Shrunk } from './shrink.types'
import { fitted, SENT, type Size } from './sizes'

export async function flatten(_uri: string, size: Size, _shapes: readonly Shape[], shown: Svg | null): Promise<Shrunk> {
  if (!shown) throw new Error('nothing is shown')
  const { width, height } = fitted(size, SENT)
  const text = await new Promise<string>((resolve) => shown.toDataURL(resolve, { width, height }))
  const file = new File(Paths.cache, `${newId()}.png`)
  file.create()
  file.write(text.replace(/^data:.*?,/, '').replace(/\s/g, ''), { encoding: 'base64' })
  return shrink({ uri: file.uri })
}
