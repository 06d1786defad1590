import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput as NativeInput, View } from 'react-native'
import { useTheme } from '@/theme'
import { Icon, IconButton } from '@/ui'

/** A pause in typing before the list is asked. */
const PAUSE = 180

/** What somebody looks for; told when they pause. */
export function SearchBox({ value, onChange, onClose }: { value: string; onChange: (text: string) => void; onClose: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldWork')
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: 48, marginBottom: 8, paddingLeft: 12, borderRadius: 10, borderWidth: theme.contrast ? 2 : 1, borderColor: theme.edge, backgroundColor: theme.raised }}>
      <Icon name="search" size={20} tone="muted" />
      <NativeInput
        autoFocus
        aria-label={t('list.search')}
        placeholder={t('list.searchIn')}
        placeholderTextColor={theme.faint}
        value={typed}
        onChangeText={setTyped}
        autoCorrect={false}
        autoCapitalize="none"
        returnKeyType="search"
        style={[{ flex: 1, minWidth: 0, minHeight: 44, paddingHorizontal: 10, color: theme.ink, fontSize: Math.max(16, theme.size.md) }, { outlineStyle: 'none' } as object]}
      />
      <IconButton
        icon="x"
        label={t('list.searchEnd')}
        onPress={() => {
          onChange('')
          onClose()
        }}
      />
    </View>
  )
}
