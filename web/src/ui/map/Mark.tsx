import { type ReactNode, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { type Engine, Marker } from './engine'

interface Props {
  map: Engine
  latitude: number
  longitude: number
  /** The point lies under the middle of it, or at its edge. */
  anchor?: 'center' | 'bottom' | 'top'
  above?: boolean
  children: ReactNode
}

/** Something of the page that stays at a place of the map. */
export function Mark({ map, latitude, longitude, anchor = 'center', above = false, children }: Props) {
  const [element] = useState(() => document.createElement('div'))
  useEffect(() => {
    const marker = new Marker({ element, anchor }).setLngLat([longitude, latitude]).addTo(map)
    element.style.zIndex = above ? '2' : '1'
    return () => void marker.remove()
  }, [map, element, anchor, latitude, longitude, above])
  return createPortal(children, element)
}
