import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Modal, ScrollView, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import type { Svg } from 'react-native-svg'
import { keepPhoto, type PhotoRole, type PhotoSubject, removePhoto } from '@/photos'
import { type Colour, type Point, shownIn, type Tool } from '@/photos/drawing'
import { flatten } from '@/photos/flatten'
import { usePicture } from '@/photos/pictures'
import type { TileOf } from '@/photos/tiles'
import { useTheme } from '@/theme'
import { Banner, Button, Heading, IconButton, Line, TextInput, toast, Toggle } from '@/ui'
import { Still } from '../Still'
import { Pad } from './Pad'
import { Tools } from './Tools'
import { useDrawing } from './useDrawing'
import { useSize } from './useSize'

/** Arrows, circles, words on a picture. What comes of it is a picture of its own, so that the office sees it as it is. */
export function Draw({ tile, onClose, onDone }: { tile: TileOf; onClose: () => void; onDone: (id: string) => void }) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation(['fieldPhotos', 'field'])
  const picture = usePicture(tile, 'previews')
  const size = useSize(picture.uri)
  const drawing = useDrawing(tile.id)
  const paper = useRef<Svg>(null)
  const [box, setBox] = useState({ width: 0, height: 0 })
  const [tool, setTool] = useState<Tool>('arrow')
  const [colour, setColour] = useState<Colour>('red')
  const [words, setWords] = useState('')
  const [both, setBoth] = useState(true)
  const [leaving, setLeaving] = useState(false)
  const [state, setState] = useState<'drawing' | 'saving' | 'failed'>('drawing')
  const unsent = tile.queued && tile.queued.kind !== 'sent' ? tile.queued.photo : undefined

  const leave = async () => {
    await drawing.forget()
    onClose()
  }
  const save = async () => {
    setState('saving')
    try {
      const made = await flatten(picture.uri!, size!, drawing.shapes, paper.current)
      const of = unsent ?? tile.stored!
      const id = await keepPhoto({ subject: of.subject as PhotoSubject, subjectId: of.subject_id, role: tile.role as PhotoRole, caption: tile.caption || null, takenAt: tile.takenAt + 1 }, made)
      if (unsent && !both) await removePhoto(unsent.id)
      toast({ text: t('draw.saved') })
      onDone(id)
      await leave()
    } catch {
      setState('failed')
    }
  }
  const begin = (at: Point) => {
    if (tool !== 'text') return drawing.begin(tool, colour, at)
    if (words.trim()) drawing.write(words, colour, at)
    setWords('')
  }
  const close = () => (drawing.shapes.length ? setLeaving(true) : void leave())
  return (
    <Modal visible animationType="fade" onRequestClose={close} aria-label={t('draw.title')}>
      <View style={{ flex: 1, backgroundColor: theme.paper, paddingTop: inset.top, paddingBottom: inset.bottom, paddingLeft: inset.left, paddingRight: inset.right }}>
        <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: 56, paddingLeft: 16, paddingRight: 4 }}>
          <Heading numberOfLines={1} style={{ flex: 1 }}>
            {t('draw.title')}
          </Heading>
          <IconButton icon="undo-2" label={t('draw.undo')} disabled={!drawing.shapes.length} onPress={drawing.undo} />
          <IconButton icon="x" label={t('field:close')} onPress={close} />
        </View>
        <View
          onLayout={({ nativeEvent: { layout } }) => setBox(layout)}
          style={{ flex: 1, minHeight: 0, alignItems: 'center', justifyContent: 'center', backgroundColor: theme.sunken, overflow: 'hidden' }}
        >
          {picture.uri && size && box.width > 0 ? (
            <Pad
              ref={paper}
              uri={picture.uri}
              size={shownIn(size, box)}
              shapes={drawing.shapes}
              label={t('draw.area')}
              onBegin={begin}
              onMove={drawing.move}
              onEnd={drawing.end}
            />
          ) : (
            <Still picture={picture.uri ? { state: 'loading' } : picture} fit="contain" />
          )}
        </View>
        <ScrollView keyboardShouldPersistTaps="handled" style={{ flexGrow: 0, flexShrink: 0, maxHeight: '60%' }} contentContainerStyle={{ padding: 12, gap: 10, width: '100%', maxWidth: 760, alignSelf: 'center' }}>
          {leaving ? (
            <Banner tone="warn" icon="triangle-alert" title={t('draw.discardTitle')}>
              <Line>
                <Button wide label={t('draw.goOn')} onPress={() => setLeaving(false)} />
                <Button wide look="danger" label={t('draw.discard')} onPress={() => void leave()} />
              </Line>
            </Banner>
          ) : (
            <>
              {state === 'failed' && <Banner tone="bad" icon="triangle-alert" title={t('draw.failed')} />}
              <Tools tool={tool} colour={colour} onTool={setTool} onColour={setColour} />
              {tool === 'text' && <TextInput label={t('draw.write')} help={t('draw.place')} value={words} onChange={setWords} maxLength={80} />}
              {unsent && <Toggle label={t('draw.keepBoth')} value={both} onChange={setBoth} />}
              <Line>
                <Button wide look="primary" icon="check" label={t('draw.done')} busy={state === 'saving'} disabled={!drawing.shapes.length || !size} onPress={() => void save()} />
              </Line>
            </>
          )}
        </ScrollView>
      </View>
    </Modal>
  )
}
