import { useTranslation } from 'react-i18next'
import { Linking, Platform } from 'react-native'
import { Banner, Button, IconButton, Line, Text } from '@/ui'
import type { Adding as State } from './useAdding'

/** Camera and gallery. */
export function AddButtons({ adding, small = false }: { adding: State; small?: boolean }) {
  const { t } = useTranslation('fieldPhotos')
  const camera = () => void adding.add('camera')
  const gallery = () => void adding.add('gallery')
  if (small) {
    return (
      <Line gap={0} wrap={false}>
        <IconButton icon="camera" label={t('take')} disabled={!!adding.busy} onPress={camera} testID="photos-camera" />
        <IconButton icon="image-plus" label={t('choose')} disabled={!!adding.busy} onPress={gallery} testID="photos-gallery" />
      </Line>
    )
  }
  return (
    <Line>
      <Button wide icon="camera" label={t('camera')} hint={t('take')} busy={!!adding.busy} onPress={camera} testID="photos-camera" />
      <Button wide icon="image-plus" label={t('gallery')} hint={t('choose')} disabled={!!adding.busy} onPress={gallery} testID="photos-gallery" />
    </Line>
  )
}

/** How far it is, and what went wrong. */
export function AddingState({ adding: { busy, problem } }: { adding: State }) {
  const { t } = useTranslation('fieldPhotos')
  if (busy) return <Text size="sm" tone="muted" role="status">{t('adding', busy)}</Text>
  if (!problem) return null
  const settings = problem.kind === 'denied' && Platform.OS !== 'web'
  return (
    <Banner tone="bad" icon="triangle-alert" title={t(`problem.${problem.kind}`)} action={settings && <Button label={t('problem.settings')} onPress={() => void Linking.openSettings()} />}>
      {t(`problem.${problem.kind}Help`, { detail: problem.detail })}
    </Banner>
  )
}
