import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useDatabase } from '@/db'
import { useStore } from '@fettle/kit/store'
import { usePhotoQueue } from '@/photos'
import { metered } from '@/photos/connection'
import { keptDocuments } from '@/photos/documents'
import { usePicture } from '@/photos/pictures'
import type { QueuedPhoto } from '@/photos/queued'
import { chooseWifiOnly, wifiOnly } from '@/photos/settings'
import type { TileOf } from '@/photos/tiles'
import { useTheme } from '@/theme'
import { Button, Card, Heading, IconButton, Text, Toggle } from '@/ui'
import { asSize } from './asSize'
import { DeleteSheet } from './DeleteSheet'
import { nameOf, stateOf, whyOf } from './said'
import { Still } from './Still'

/** The pictures that have not arrived: how many, why, and what one can do. For the screen about sync. */
export function PhotoQueuePanel() {
  const { t } = useTranslation('fieldPhotos')
  const database = useDatabase()
  const queue = usePhotoQueue()
  const only = useStore(wifiOnly)
  const knows = useStore(metered) !== undefined
  const documents = [...useStore(keptDocuments).values()].reduce((sum, size) => sum + size, 0)
  const [leaving, setLeaving] = useState<string>()
  if (!queue) return null
  const said = [
    queue.sending ? t('queue.sending', { count: queue.sending }) : '',
    queue.waiting ? t('queue.waiting', { count: queue.waiting }) : '',
    queue.failed ? t('queue.failed', { count: queue.failed }) : '',
    queue.bytes ? t('queue.size', { size: asSize(queue.bytes) }) : '',
  ].filter(Boolean)
  return (
    <Card padded>
      <Heading>{t('queue.title')}</Heading>
      <Text role="status" tone={queue.failed ? 'bad' : queue.items.length ? 'warn' : 'good'} bold>
        {said.length ? said.join(' · ') : t('queue.empty')}
      </Text>
      {queue.savingData && <Button icon="cloud-upload" label={t('queue.sendAnyway')} onPress={queue.sendAnyway} />}
      {queue.items.length > 0 && (
        <View role="list">
          {queue.items.map((item) => <Item key={item.photo.id} item={item} onRetry={() => queue.retry(item.photo.id)} onRemove={() => setLeaving(item.photo.id)} />)}
        </View>
      )}
      <Toggle label={t('queue.wifiOnly')} help={t(knows ? 'queue.wifiOnlyHelp' : 'queue.wifiUnknown')} value={only} onChange={(chosen) => void chooseWifiOnly(database, chosen)} />
      {documents > 0 && (
        <Text size="sm" tone="muted">
          {t('documents.roomOf', { size: asSize(documents) })}
        </Text>
      )}
      <DeleteSheet open={!!leaving} onClose={() => setLeaving(undefined)} onDelete={() => void queue.remove(leaving!)} />
    </Card>
  )
}

const tileOf = (item: QueuedPhoto): TileOf => {
  const { photo } = item
  return { id: photo.attachment_id ?? photo.id, role: photo.role ?? 'detail', caption: photo.caption ?? '', takenAt: photo.taken_at, by: null, pairedWithId: null, queued: item }
}

function Item({ item, onRetry, onRemove }: { item: QueuedPhoto; onRetry: () => void; onRemove: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const tile = tileOf(item)
  const picture = usePicture(tile, 'thumbs')
  const name = nameOf(t, tile)
  const state = stateOf(t, item, true)
  const why = whyOf(t, item)
  return (
    <View role="listitem" style={{ flexDirection: 'row', alignItems: 'center', gap: 10, minHeight: 72, paddingVertical: 8, borderTopWidth: 1, borderTopColor: theme.line }}>
      <View style={{ width: 56, height: 56, borderRadius: 8, overflow: 'hidden', backgroundColor: theme.sunken }}>
        <Still picture={picture} fit="cover" small />
      </View>
      <View style={{ flex: 1, minWidth: 0 }}>
        <Text numberOfLines={1}>{tile.caption || t(`role.${tile.role}`)}</Text>
        <Text size="sm" tone={state.tone} bold>
          {`${state.text} · ${asSize(item.photo.size)}`}
        </Text>
        {why ? (
          <Text size="sm" tone="muted">
            {why}
          </Text>
        ) : null}
      </View>
      {(item.kind === 'failed' || item.wait === 'later') && item.trouble?.reason !== 'lost' && <IconButton icon="refresh-cw" label={t('queue.retry', { name })} onPress={onRetry} />}
      {item.kind === 'failed' && <IconButton icon="trash-2" tone="bad" label={t('queue.remove', { name })} onPress={onRemove} />}
    </View>
  )
}
