import { useRef } from 'react'
import type { TileOf } from '@/photos/tiles'

/** Finds the pictures that are looked at. One that was refused and is sent again has another id from then on, and is still the one that is looked at. */
export function useFinding(tiles: readonly TileOf[]): (id: string | undefined) => TileOf | undefined {
  const known = useRef(new Map<string, { id: string; photo?: string }>())
  return (id) => {
    if (id === undefined) return undefined
    const before = known.current.get(id)
    const found = tiles.find((tile) => tile.id === (before?.id ?? id)) ?? (before?.photo ? tiles.find(({ queued }) => queued?.photo.id === before.photo) : undefined)
    if (!found) return undefined
    known.current.set(id, { id: found.id, photo: found.queued?.photo.id ?? before?.photo })
    return found
  }
}
