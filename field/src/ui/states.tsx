import type { ReactNode } from 'react'
import { ActivityIndicator, View } from 'react-native'
import { useTheme } from '@/theme'
import { Icon, type IconName } from './icon'
import { Text } from './text'

/** Nothing here, and what to do about it. */
export function EmptyState({ icon = 'box', title, help, action }: { icon?: IconName; title: string; help?: string; action?: ReactNode }) {
  return (
    <View style={{ alignItems: 'center', justifyContent: 'center', gap: 10, paddingVertical: 48, paddingHorizontal: 24 }}>
      <Icon name={icon} size={40} tone="faint" />
      <Text bold align="center">
        {title}
      </Text>
      {help ? (
        <Text tone="muted" align="center" style={{ maxWidth: 360 }}>
          {help}
        </Text>
      ) : null}
      {action ? <View style={{ flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'center', gap: 8, maxWidth: '100%' }}>{action}</View> : null}
    </View>
  )
}

/** The shape of what is coming, without movement. */
export function Skeleton({ rows = 5, height = 64 }: { rows?: number; height?: number }) {
  const theme = useTheme()
  return (
    <View aria-busy style={{ gap: 10 }}>
      {Array.from({ length: rows }, (_, place) => (
        <View key={place} style={{ height, borderRadius: 12, backgroundColor: theme.quietSoft, opacity: 1 - place * 0.15 }} />
      ))}
    </View>
  )
}

/** The whole screen waits. */
export function Waiting() {
  const theme = useTheme()
  return (
    <View role="main" aria-busy style={{ flex: 1, alignItems: 'center', justifyContent: 'center', backgroundColor: theme.paper }}>
      <ActivityIndicator size="large" color={theme.accent} />
    </View>
  )
}
