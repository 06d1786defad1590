import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { makeStore, useStore } from '@fettle/kit/store'
import { succeeded } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Button } from './button'
import { Text } from './text'

export interface Said {
  text: string
  /** Takes back what was done. */
  undo?: () => void | Promise<void>
}

const SHOWN = 6000
const said = makeStore<(Said & { id: number }) | undefined>(undefined)
let last = 0

/** Say what has been done, for six seconds, with a way back. */
export function toast(what: Said): void {
  last += 1
  said.set({ ...what, id: last })
  succeeded()
}

/** Where `toast` speaks: once, above everything. `bottom`: what it must not cover. */
export function Toasts({ bottom = 72 }: { bottom?: number }) {
  const theme = useTheme()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation('field')
  const now = useStore(said)
  useEffect(() => {
    if (!now) return
    const timer = setTimeout(() => said.get()?.id === now.id && said.set(undefined), SHOWN)
    return () => clearTimeout(timer)
  }, [now])
  return (
    <View
      role="status"
      pointerEvents="box-none"
      style={{ position: 'absolute', left: 12 + inset.left, right: 12 + inset.right, bottom: bottom + inset.bottom, alignItems: 'center' }}
    >
      {now && (
        <View
          style={{
            flexDirection: 'row', alignItems: 'center', gap: 8, maxWidth: 560, minHeight: 52, paddingLeft: 16, paddingRight: now.undo ? 4 : 16, borderRadius: 12,
            backgroundColor: theme.raised, borderWidth: 2, borderColor: theme.edge,
          }}
        >
          <Text style={{ flexShrink: 1, paddingVertical: 8 }}>{now.text}</Text>
          {now.undo && (
            <Button
              look="quiet"
              label={t('undo')}
              onPress={() => {
                said.set(undefined)
                void now.undo?.()
              }}
            />
          )}
        </View>
      )}
    </View>
  )
}
