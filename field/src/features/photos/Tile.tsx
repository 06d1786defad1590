import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { usePicture } from '@/photos/pictures'
import type { TileOf } from '@/photos/tiles'
import { type Palette, useTheme } from '@/theme'
import { Icon, Text } from '@/ui'
import { nameOf, stateOf } from './said'
import { Still } from './Still'

/** A small picture that opens the large one, with a mark while it has not arrived. */
export function Tile({ tile, side, onOpen }: { tile: TileOf; side: number; onOpen: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const picture = usePicture(tile, 'thumbs')
  const state = tile.queued && stateOf(t, tile.queued)
  const name = nameOf(t, tile)
  return (
    <Pressable
      role="button"
      aria-label={[t('open', { name }), state?.text].filter(Boolean).join(', ')}
      testID="photo"
      onPress={onOpen}
      style={({ pressed }) => ({ width: side, opacity: pressed ? 0.8 : 1, gap: 2 })}
    >
      <View
        style={{
          width: side, height: side, borderRadius: 10, overflow: 'hidden', backgroundColor: theme.sunken,
          borderWidth: theme.contrast ? 2 : 1, borderColor: tile.queued?.kind === 'failed' ? theme.bad : theme.line,
        }}
      >
        <Still picture={picture} fit="cover" small />
        {state && (
          <View
            style={{
              position: 'absolute', left: 0, right: 0, bottom: 0, minHeight: 24, paddingHorizontal: 4, flexDirection: 'row', gap: 4, alignItems: 'center', justifyContent: 'center',
              backgroundColor: theme[`${state.tone}Soft` as keyof Palette],
            }}
          >
            <Icon name={state.icon} size={14} tone={state.tone} />
            <Text size="xs" bold tone={state.tone} numberOfLines={1} style={{ flexShrink: 1 }}>
              {state.text}
            </Text>
          </View>
        )}
      </View>
      {tile.caption && side > 90 ? (
        <Text size="xs" tone="muted" numberOfLines={1}>
          {tile.caption}
        </Text>
      ) : null}
    </Pressable>
  )
}
