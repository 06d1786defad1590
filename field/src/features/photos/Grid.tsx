import { useState } from 'react'
import { View } from 'react-native'
import type { TileOf } from '@/photos/tiles'
import { Tile } from './Tile'

const GAP = 8
/** About this wide: three fit beside each other on most phones. */
const WANTED = 96

/** Small pictures, as many beside each other as fit. */
export function Grid({ tiles, onOpen }: { tiles: readonly TileOf[]; onOpen: (tile: TileOf) => void }) {
  const [width, setWidth] = useState(0)
  const columns = Math.max(2, Math.floor((width + GAP) / (WANTED + GAP)))
  const side = Math.floor((width - GAP * (columns - 1)) / columns)
  return (
    <View onLayout={(event) => setWidth(event.nativeEvent.layout.width)} style={{ flexDirection: 'row', flexWrap: 'wrap', gap: GAP, minHeight: WANTED }}>
      {width > 0 && tiles.map((tile) => <Tile key={tile.id} tile={tile} side={side} onOpen={() => onOpen(tile)} />)}
    </View>
  )
}
