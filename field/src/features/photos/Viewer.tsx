import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Modal, Platform, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { usePicture } from '@/photos/pictures'
import type { TileOf } from '@/photos/tiles'
import { useTheme } from '@/theme'
import { Badge, Heading, IconButton, Text } from '@/ui'
import { Draw } from './draw/Draw'
import { PhotoPanel } from './PhotoPanel'
import { nameOf } from './said'
import { Still } from './Still'
import { useFinding } from './useFinding'
import { Zoomable } from './Zoomable'

/** One page: the id of a picture, or those of a pair from before and after. */
export type Sheet = readonly (string | undefined)[]

export interface ViewerProps {
  sheets: readonly Sheet[]
  at: number
  tiles: readonly TileOf[]
  readOnly?: boolean
  onTurn: (at: number) => void
  /** Another picture was made of the one that is shown. */
  onMade: (id: string, at: number) => void
  onClose: () => void
}

/** Pictures over the whole screen: swipe or arrow keys turn. */
export function Viewer({ sheets, at, tiles, readOnly = false, onTurn, onMade, onClose }: ViewerProps) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation(['fieldPhotos', 'field'])
  const [drawing, setDrawing] = useState<TileOf>()
  const find = useFinding(tiles)
  // What was deleted while it was open is left out.
  const left = sheets.filter((sheet) => sheet.some((id) => find(id)))
  const place = Math.min(at, left.length - 1)
  const sheet = left[place]
  const turn = (step: number) => onTurn((place + step + left.length) % left.length)
  useKeys(left.length > 1 && !drawing, turn)
  useEffect(() => {
    if (!sheet) onClose()
  }, [!sheet])
  if (!sheet) return null
  if (drawing) return <Draw tile={drawing} onClose={() => setDrawing(undefined)} onDone={(id) => onMade(id, place)} />
  const pair = sheet.length > 1
  const single = pair ? undefined : find(sheet[0])
  const title = pair ? t('comparing') : nameOf(t, single!)
  return (
    <Modal visible animationType="fade" onRequestClose={onClose} aria-label={title}>
      <View style={{ flex: 1, backgroundColor: theme.paper, paddingTop: inset.top, paddingBottom: inset.bottom, paddingLeft: inset.left, paddingRight: inset.right }}>
        <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: 56, paddingLeft: 16, paddingRight: 4, gap: 8, borderBottomWidth: 1, borderBottomColor: theme.line }}>
          <Heading numberOfLines={1} style={{ flex: 1 }}>
            {title}
          </Heading>
          {left.length > 1 && (
            <Text size="sm" tone="muted" figures>
              {t('position', { at: place + 1, of: left.length })}
            </Text>
          )}
          <IconButton icon="x" label={t('field:close')} onPress={onClose} />
        </View>
        <View style={{ flex: 1, minHeight: 0, backgroundColor: theme.sunken }}>
          <Zoomable of={sheet.join()} onSwipe={(step) => left.length > 1 && turn(step)}>
            <Pages sheet={sheet} find={find} />
          </Zoomable>
          {left.length > 1 && <Turners turn={turn} />}
        </View>
        {single && <PhotoPanel key={single.id} tile={single} readOnly={readOnly} onDraw={() => setDrawing(single)} />}
      </View>
    </Modal>
  )
}

function Pages({ sheet, find }: { sheet: Sheet; find: (id: string | undefined) => TileOf | undefined }) {
  const [box, setBox] = useState({ width: 0, height: 0 })
  const pair = sheet.length > 1
  return (
    <View onLayout={({ nativeEvent: { layout } }) => setBox(layout)} style={{ flex: 1, gap: 4, flexDirection: pair && box.width > box.height ? 'row' : 'column' }}>
      {sheet.map((id, place) => <Large key={id ?? place} tile={find(id)} role={pair ? (place ? 'after' : 'before') : undefined} />)}
    </View>
  )
}

function Large({ tile, role }: { tile: TileOf | undefined; role?: 'before' | 'after' }) {
  const { t } = useTranslation('fieldPhotos')
  const small = usePicture(tile, 'thumbs')
  const large = usePicture(tile, 'previews')
  return (
    <View style={{ flex: 1, minHeight: 0, minWidth: 0 }}>
      {tile ? (
        // The small one, until the large one is here.
        <Still picture={large.uri ? large : small.uri ? small : large} fit="contain" alt={nameOf(t, tile)} />
      ) : (
        <View style={{ flex: 1, alignItems: 'center', justifyContent: 'center' }}>
          <Text tone="muted">{t(role === 'after' ? 'noAfter' : 'noBefore')}</Text>
        </View>
      )}
      {role && (
        <View style={{ position: 'absolute', left: 8, top: 8 }}>
          <Badge tone={role === 'before' ? 'warn' : 'good'} label={t(`role.${role}`)} />
        </View>
      )}
    </View>
  )
}

function Turners({ turn }: { turn: (step: number) => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const side = { position: 'absolute', bottom: 8, borderRadius: 24, backgroundColor: theme.raised, borderWidth: 1, borderColor: theme.edge } as const
  return (
    <>
      <View style={[side, { left: 8 }]}>
        <IconButton icon="chevron-left" label={t('previous')} onPress={() => turn(-1)} />
      </View>
      <View style={[side, { right: 8 }]}>
        <IconButton icon="chevron-right" label={t('next')} onPress={() => turn(1)} />
      </View>
    </>
  )
}

function useKeys(on: boolean, turn: (step: number) => void): void {
  useEffect(() => {
    if (!on || Platform.OS !== 'web') return
    const pressed = (event: KeyboardEvent) => {
      if ((event.target as HTMLElement | null)?.matches?.('input, textarea')) return
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (step) turn(step)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
}
