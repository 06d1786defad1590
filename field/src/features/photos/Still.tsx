import { Image } from 'expo-image'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import type { Picture } from '@/photos/pictures'
import { useTheme } from '@/theme'
import { Icon, Text } from '@/ui'

/** A picture, or why it cannot be seen. What it shows is said by whatever is around it, unless `alt` does. */
export function Still({ picture, fit, alt, small = false }: { picture: Picture; fit: 'cover' | 'contain'; alt?: string; small?: boolean }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  if (picture.uri) {
    return (
      <View aria-hidden={!alt} style={{ flex: 1, width: '100%' }}>
        <Image source={{ uri: picture.uri }} contentFit={fit} accessibilityLabel={alt} cachePolicy="memory" transition={0} style={{ flex: 1, width: '100%' }} />
      </View>
    )
  }
  return (
    <View style={{ flex: 1, alignItems: 'center', justifyContent: 'center', gap: 4, padding: 4 }}>
      {picture.state === 'away' ? <Icon name="cloud-off" tone="faint" /> : <Icon name="image" tone="faint" colour={theme.edge} />}
      {picture.state === 'away' && !small ? (
        <Text size="sm" tone="muted" align="center">
          {t('away')}
        </Text>
      ) : null}
    </View>
  )
}
