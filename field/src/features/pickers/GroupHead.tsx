import { View } from 'react-native'
import { useTheme } from '@/theme'
import { Text } from '@/ui'

/** Above a group of lines in a list. */
export function GroupHead({ text }: { text: string }) {
  const theme = useTheme()
  return (
    <View style={{ paddingHorizontal: 14, paddingTop: 12, paddingBottom: 6, backgroundColor: theme.raised }}>
      <Text size="sm" bold tone="muted">
        {text}
      </Text>
    </View>
  )
}
