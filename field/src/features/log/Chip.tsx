import type { ReactNode } from 'react'
import { Pressable, View } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Icon, type IconName, Text } from '@/ui'

export interface ChipProps {
  label: string
  /** What is read aloud, where the label alone does not say it. */
  say?: string
  onPress: () => void
  /** Undefined: does something. Else: is chosen, or not. */
  on?: boolean
  icon?: IconName
  wide?: boolean
  /** Short words, many beside each other. */
  small?: boolean
}

/** One tap that says something: large enough for gloves. */
export function Chip({ label, say, onPress, on, icon, wide, small }: ChipProps) {
  const theme = useTheme()
  return (
    <Pressable
      role="button"
      aria-label={say ?? label}
      aria-pressed={on}
      onPress={() => {
        tapped()
        onPress()
      }}
      style={({ pressed }) => ({
        minHeight: 48, minWidth: small ? 48 : 56, maxWidth: '100%', flexGrow: wide ? 1 : 0, flexBasis: small ? 48 : 'auto', flexDirection: 'row', alignItems: 'center', justifyContent: 'center', gap: 6, paddingHorizontal: small ? 4 : 14,
        paddingVertical: 8, borderRadius: 24, borderWidth: on || theme.contrast ? 2 : 1, borderColor: on ? theme.accent : theme.edge,
        backgroundColor: on ? theme.accentSoft : pressed ? theme.hover : theme.raised,
      })}
    >
      {on && !small ? <Icon name="check" size={16} tone="accent" /> : icon && <Icon name={icon} size={18} tone="muted" />}
      <Text bold={on} tone={on ? 'accent' : 'ink'} numberOfLines={2} style={{ flexShrink: 1 }}>
        {label}
      </Text>
    </Pressable>
  )
}

/** Chips beside each other. */
export function Chips({ label, tight, children }: { label: string; tight?: boolean; children: ReactNode }) {
  return (
    <View role="group" aria-label={label} style={{ flexDirection: 'row', flexWrap: 'wrap', gap: tight ? 6 : 8 }}>
      {children}
    </View>
  )
}
