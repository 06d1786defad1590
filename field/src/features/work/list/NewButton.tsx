import { useTranslation } from 'react-i18next'
import { Pressable } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Icon } from '@/ui'

/** New work, above the list, where the thumb is. */
export function NewButton({ onPress }: { onPress: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldWork')
  return (
    <Pressable
      role="button"
      aria-label={t('new.title')}
      onPress={() => {
        tapped()
        onPress()
      }}
      style={({ pressed }) => ({
        position: 'absolute', right: 14, bottom: 14, width: 60, height: 60, borderRadius: 30, alignItems: 'center', justifyContent: 'center', backgroundColor: pressed ? theme.accentStrong : theme.accent,
        borderWidth: 2, borderColor: theme.raised,
      })}
    >
      <Icon name="plus" size={28} tone="onAccent" />
    </Pressable>
  )
}
