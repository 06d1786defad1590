import { router, useNavigation } from 'expo-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyboardAvoidingView, Platform, RefreshControl, ScrollView, View, type ViewStyle } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useLook, useTheme } from '@/theme'
import { IconButton } from './button'
import { Text } from './text'

export interface ScreenProps {
  title: string
  /** Below the title, in small. */
  subtitle?: string
  /** A way back. A screen of the tab bar has none. */
  back?: boolean
  /** Where back leads when there is nothing behind this screen, as after a link. */
  home?: string
  /** In the corner: `IconButton`s, few. */
  actions?: ReactNode
  /** Stays at the bottom, under the thumb: the buttons of this screen. */
  footer?: ReactNode
  /** `false`: the content scrolls by itself, as a `List` does. */
  scroll?: boolean
  onRefresh?: () => Promise<void>
  /** Between title and content, does not scroll: filters. */
  above?: ReactNode
  children?: ReactNode
}

export function Screen({ title, subtitle, back = false, home = '/', actions, footer, scroll = true, onRefresh, above, children }: ScreenProps) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation('field')
  const navigation = useNavigation()
  const [refreshing, setRefreshing] = useState(false)
  const { hand } = useLook()
  useEffect(() => {
    if (Platform.OS !== 'web') return
    const name = () => navigation.isFocused() && (document.title = `${title} · Fettle`)
    name()
    return navigation.addListener('focus', name)
  }, [navigation, title])
  const refresh = onRefresh && {
    refreshControl: (
      <RefreshControl
        refreshing={refreshing}
        tintColor={theme.accent}
        onRefresh={() => {
          setRefreshing(true)
          void onRefresh().finally(() => setRefreshing(false))
        }}
      />
    ),
  }
  const width: ViewStyle = { width: '100%', maxWidth: 760, alignSelf: 'center' }
  return (
    <KeyboardAvoidingView behavior={Platform.OS === 'ios' ? 'padding' : undefined} style={{ flex: 1, backgroundColor: theme.paper }}>
      <View style={{ backgroundColor: theme.raised, borderBottomWidth: theme.contrast ? 2 : 1, borderBottomColor: theme.line, paddingTop: inset.top, paddingLeft: inset.left, paddingRight: inset.right }}>
        <View role="banner" style={[width, { flexDirection: 'row', alignItems: 'center', minHeight: 56, paddingLeft: back ? 4 : 16, paddingRight: 4 }]}>
          {back && <IconButton icon="arrow-left" label={t('back')} onPress={() => (router.canGoBack() ? router.back() : router.replace(home as never))} />}
          <View style={{ flex: 1, minWidth: 0, paddingVertical: 4 }}>
            <Text role="heading" aria-level={1} bold size="lg" numberOfLines={1}>
              {title}
            </Text>
            {subtitle ? (
              <Text size="sm" tone="muted" numberOfLines={1}>
                {subtitle}
              </Text>
            ) : null}
          </View>
          {actions}
        </View>
      </View>
      <View role="main" style={{ flex: 1, minHeight: 0 }}>
        {above && <View style={[width, { paddingHorizontal: 12, paddingTop: 8 }]}>{above}</View>}
        {scroll ? (
          <ScrollView {...refresh} keyboardShouldPersistTaps="handled" style={{ flex: 1 }} contentContainerStyle={[width, { padding: 12, gap: 12, paddingBottom: 24 }]}>
            {children}
          </ScrollView>
        ) : (
          <View style={[width, { flex: 1, minHeight: 0 }]}>{children}</View>
        )}
      </View>
      {footer && (
        <View style={{ backgroundColor: theme.raised, borderTopWidth: theme.contrast ? 2 : 1, borderTopColor: theme.line, paddingBottom: inset.bottom }}>
          <View style={[width, { flexDirection: hand === 'left' ? 'row-reverse' : 'row', flexWrap: 'wrap', gap: 8, padding: 10 }]}>{footer}</View>
        </View>
      )}
    </KeyboardAvoidingView>
  )
}
