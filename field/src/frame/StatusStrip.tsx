import { router } from 'expo-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { SafeAreaInsetsContext, useSafeAreaInsets } from 'react-native-safe-area-context'
import { type SyncState, useSync, useWaiting } from '@/sync'
import { type Palette, useTheme } from '@/theme'
import { Icon, type IconName, type Meaning, Text } from '@/ui'

interface StripLook {
  tone: Meaning
  icon: IconName
  to: '/me' | '/sign-in'
}

const LOOKS: Partial<Record<SyncState['kind'], StripLook>> = {
  offline: { tone: 'quiet', icon: 'cloud-off', to: '/me' },
  signIn: { tone: 'warn', icon: 'lock', to: '/sign-in' },
  failed: { tone: 'bad', icon: 'triangle-alert', to: '/me' },
}

/** Above every screen while sending does not work: in one line why, and how much waits. Leads to where one can do something. */
export function StatusStrip({ children, hidden = false }: { children: ReactNode; hidden?: boolean }) {
  const inset = useSafeAreaInsets()
  const kind = useHindrance()
  const look = hidden ? undefined : LOOKS[kind]
  return (
    <>
      {look && <Strip kind={kind} look={look} />}
      {/* The strip keeps clear of the camera; what is below it need not. */}
      <SafeAreaInsetsContext value={look ? { ...inset, top: 0 } : inset}>
        <View style={{ flex: 1 }}>{children}</View>
      </SafeAreaInsetsContext>
    </>
  )
}

/** What hindered sync when it last said so. While it tries again, that stays: a strip that comes and goes helps nobody. */
function useHindrance(): SyncState['kind'] {
  const { kind } = useSync()
  const [last, setLast] = useState(kind)
  useEffect(() => {
    if (kind !== 'syncing') setLast(kind)
  }, [kind])
  return last
}

function Strip({ kind, look }: { kind: SyncState['kind']; look: StripLook }) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation('field')
  const count = (useWaiting() ?? []).reduce((sum, each) => sum + each.count, 0)
  const text = [t(`sync.${kind}`), count ? t('sync.waiting', { count }) : ''].filter(Boolean).join(' · ')
  return (
    <View role="status" style={{ paddingTop: inset.top, backgroundColor: theme[`${look.tone}Soft` as keyof Palette] }}>
      <Pressable
        role="link"
        aria-label={text}
        onPress={() => router.navigate(look.to)}
        style={{ minHeight: 44, flexDirection: 'row', gap: 8, alignItems: 'center', justifyContent: 'center', paddingHorizontal: 12, paddingVertical: 6, backgroundColor: theme[`${look.tone}Soft` as keyof Palette] }}
      >
        <Icon name={look.icon} size={18} tone={look.tone} />
        <Text size="sm" bold tone={look.tone} numberOfLines={1} style={{ flexShrink: 1 }}>
          {text}
        </Text>
      </Pressable>
    </View>
  )
}
