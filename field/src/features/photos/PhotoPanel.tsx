import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScrollView } from 'react-native'
import { useStore } from '@fettle/kit/store'
import { describePhoto, removePhoto, retryPhoto, type PhotoRole } from '@/photos'
import { deleteStored } from '@/photos/queue'
import type { TileOf } from '@/photos/tiles'
import { online } from '@/platform/presence'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Badge, Banner, Button, Line, Segmented, Text, TextInput, toast } from '@/ui'
import { asMoment } from '@/words/format'
import { stateOf, whyOf } from './said'
import { useSaved } from './useSaved'

const ROLES = ['before', 'after', 'detail'] as const

/** Under a picture: what it shows, whether it has arrived, what can be done with it. */
export function PhotoPanel({ tile, readOnly, onDraw }: { tile: TileOf; readOnly: boolean; onDraw: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const { may, userId } = usePerson()
  const is = useStore(online)
  const [asked, setAsked] = useState(false)
  const { queued } = tile
  const unsent = queued && queued.kind !== 'sent' ? queued.photo.id : undefined
  const adds = !readOnly && may('files:create')
  const mine = tile.stored !== undefined && tile.by === userId && is
  const state = queued && stateOf(t, queued, true)
  const why = queued && whyOf(t, queued)
  const remove = async () => {
    setAsked(false)
    try {
      await (unsent ? removePhoto(unsent) : deleteStored(tile.id))
      toast({ text: t('deleted') })
    } catch {
      toast({ text: t('deleteFailed') })
    }
  }
  return (
    <ScrollView
      keyboardShouldPersistTaps="handled"
      style={{ flexGrow: 0, flexShrink: 0, maxHeight: '60%', borderTopWidth: 1, borderTopColor: theme.line }}
      contentContainerStyle={{ padding: 12, gap: 8, width: '100%', maxWidth: 760, alignSelf: 'center' }}
    >
      {unsent && adds ? <Described key={unsent} id={unsent} tile={tile} /> : tile.caption ? <Text>{tile.caption}</Text> : null}
      <Line>
        {state && <Badge tone={state.tone} icon={state.icon} label={state.text} />}
        {!(unsent && adds) && <Badge label={t(`role.${tile.role}`)} />}
        <Text size="sm" tone="muted">
          {asMoment(tile.takenAt)}
        </Text>
      </Line>
      {why ? (
        <Text size="sm" tone={queued.kind === 'failed' ? 'bad' : 'muted'}>
          {why}
        </Text>
      ) : null}
      {asked ? (
        <Banner tone="bad" icon="trash-2" title={t('deleteTitle')}>
          <Text size="sm">{t(unsent ? 'deleteHelp' : 'deleteStoredHelp')}</Text>
          <Line>
            <Button wide label={t('keep')} onPress={() => setAsked(false)} />
            <Button wide look="danger" label={t('delete')} onPress={() => void remove()} />
          </Line>
        </Banner>
      ) : (
        adds && (
          <Line>
            {queued?.kind === 'failed' || queued?.wait === 'later' ? <Button icon="refresh-cw" label={t('retry')} onPress={() => void retryPhoto(queued.photo.id)} /> : null}
            <Button icon="pencil" label={t('draw.verb')} onPress={onDraw} />
            {(unsent || mine) && <Button look="danger" icon="trash-2" label={t('delete')} onPress={() => setAsked(true)} />}
          </Line>
        )
      )}
    </ScrollView>
  )
}

/** What somebody writes under a picture that is still here, kept as it is typed. */
function Described({ id, tile }: { id: string; tile: TileOf }) {
  const { t } = useTranslation('fieldPhotos')
  const [caption, setCaption] = useSaved(tile.caption, (text) => describePhoto(id, { caption: text.trim() || null }))
  const role = tile.role as PhotoRole
  return (
    <>
      <TextInput label={t('caption')} optional value={caption} onChange={setCaption} maxLength={1000} />
      {role !== 'receipt' && (
        <Segmented label={t('roleOf')} value={role as (typeof ROLES)[number]} options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} onChange={(value) => void describePhoto(id, { role: value })} />
      )}
    </>
  )
}
