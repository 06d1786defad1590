import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyboardAvoidingView, Modal, Platform, Pressable, ScrollView, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useLook, useTheme } from '@/theme'
import { IconButton } from './button'
import { Heading } from './text'

export interface SheetProps {
  open: boolean
  title: string
  onClose: () => void
  /** The buttons, at the bottom. */
  footer?: ReactNode
  /** `false`: the content scrolls by itself. */
  scroll?: boolean
  children?: ReactNode
}

/** A dialog that comes from below, where the thumb is. */
export function Sheet({ open, title, onClose, footer, scroll = true, children }: SheetProps) {
  const theme = useTheme()
  const { hand } = useLook()
  const inset = useSafeAreaInsets()
  const { t } = useTranslation('field')
  return (
    <Modal visible={open} transparent animationType="fade" onRequestClose={onClose} aria-label={title}>
      <KeyboardAvoidingView behavior={Platform.OS === 'ios' ? 'padding' : undefined} style={{ flex: 1, justifyContent: 'flex-end' }}>
        <Pressable aria-hidden tabIndex={-1} onPress={onClose} style={{ position: 'absolute', top: 0, left: 0, right: 0, bottom: 0, backgroundColor: 'rgba(0, 0, 0, 0.5)' }} />
        <View
          style={{
            maxHeight: '88%', width: '100%', maxWidth: 760, alignSelf: 'center', backgroundColor: theme.raised, borderTopLeftRadius: 16, borderTopRightRadius: 16,
            borderWidth: theme.contrast ? 2 : 0, borderColor: theme.line, paddingBottom: inset.bottom,
          }}
        >
          <View style={{ flexDirection: 'row', alignItems: 'center', paddingLeft: 16, paddingRight: 4, minHeight: 56 }}>
            <Heading numberOfLines={2} style={{ flex: 1 }}>
              {title}
            </Heading>
            <IconButton icon="x" label={t('close')} onPress={onClose} />
          </View>
          {scroll ? (
            <ScrollView keyboardShouldPersistTaps="handled" style={{ flexGrow: 0, flexShrink: 1 }} contentContainerStyle={{ padding: 16, paddingTop: 4, gap: 12 }}>
              {children}
            </ScrollView>
          ) : (
            <View style={{ flexShrink: 1, minHeight: 0 }}>{children}</View>
          )}
          {footer && <View style={{ flexDirection: hand === 'left' ? 'row-reverse' : 'row', flexWrap: 'wrap', gap: 8, padding: 12, borderTopWidth: 1, borderTopColor: theme.line }}>{footer}</View>}
        </View>
      </KeyboardAvoidingView>
    </Modal>
  )
}
