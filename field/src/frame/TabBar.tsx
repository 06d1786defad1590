import { router, usePathname } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { Pressable, useWindowDimensions, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { tapped } from '@/platform/haptics'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Icon, Text } from '@/ui'
import { type Tab, tabsFor } from './tabs'

export const TAB_BAR = 64
const SMALLEST = 11
/** So many letters wide the longest word may be. */
const LETTERS = 5.5

export interface TabBarProps {
  /** Small numbers on the tabs: what is new, what waits. */
  counts?: Partial<Record<Tab['name'], number>>
}

/** The places of the app, five at most, under the thumb; at 320 points each has 64. */
export function TabBar({ counts = {} }: TabBarProps) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const path = usePathname()
  const { may } = usePerson()
  const { t } = useTranslation('field')
  const { width } = useWindowDimensions()
  const tabs = tabsFor(may)
  // The words of five tabs have little room on a small phone, however large the others are.
  const letters = Math.min(theme.size.xs, Math.max(SMALLEST, width / tabs.length / LETTERS))
  return (
    <View role="navigation" style={{ backgroundColor: theme.raised, borderTopWidth: theme.contrast ? 2 : 1, borderTopColor: theme.line, paddingBottom: inset.bottom }}>
      <View style={{ flexDirection: 'row', width: '100%', maxWidth: 760, alignSelf: 'center', minHeight: TAB_BAR }}>
        {tabs.map((tab) => {
          const on = path === tab.path
          const count = counts[tab.name] ?? 0
          const label = t(`tabs.${tab.name}`)
          return (
            <Pressable
              key={tab.name}
              role="link"
              aria-current={on ? 'page' : undefined}
              onPress={() => {
                tapped()
                router.navigate(tab.path)
              }}
              style={({ pressed }) => ({ flex: 1, minWidth: 0, alignItems: 'center', justifyContent: 'center', gap: 2, paddingVertical: 6, backgroundColor: pressed ? theme.hover : 'transparent' })}
            >
              <View style={{ paddingHorizontal: 14, paddingVertical: 2, borderRadius: 14, backgroundColor: on ? theme.accentSoft : 'transparent' }}>
                <Icon name={tab.icon} tone={on ? 'accent' : 'muted'} />
                {count > 0 && (
                  <Text size="xs" bold tone="onAccent" align="center" style={{ position: 'absolute', top: -4, right: 0, minWidth: 20, lineHeight: 20, paddingHorizontal: 4, borderRadius: 10, overflow: 'hidden', backgroundColor: theme.accent }}>
                    {count > 99 ? '99+' : count}
                  </Text>
                )}
              </View>
              <Text size="xs" bold={on} tone={on ? 'accent' : 'muted'} numberOfLines={1} maxFontSizeMultiplier={1.2} style={{ maxWidth: '100%', fontSize: letters }}>
                {label}
              </Text>
            </Pressable>
          )
        })}
      </View>
    </View>
  )
}
