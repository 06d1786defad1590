import { useEffect, useState } from 'react'
import { Image } from 'react-native'
import type { Size } from '@/photos/sizes'

/** How large a picture is, once it has been read. */
export function useSize(uri: string | undefined): Size | undefined {
  const [size, setSize] = useState<Size & { uri: string }>()
  useEffect(() => {
    if (!uri) return
    let over = false
    Image.getSize(uri, (width, height) => !over && setSize({ width, height, uri }), () => undefined)
    return () => {
      over = true
    }
  }, [uri])
  return size?.uri === uri ? size : undefined
}
