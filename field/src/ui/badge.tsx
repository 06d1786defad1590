import type { ReactNode } from 'react'
import { View } from 'react-native'
import { type Palette, useTheme } from '@/theme'
import { Icon, type IconName } from './icon'
import { Text } from './text'

export type Meaning = 'good' | 'info' | 'warn' | 'bad' | 'violet' | 'quiet' | 'accent'

/** A word about a record: its status, its priority. Never by colour alone. */
export function Badge({ label, tone = 'quiet', icon }: { label: string; tone?: Meaning; icon?: IconName }) {
  const theme = useTheme()
  return (
    <View
      style={{
        flexDirection: 'row', alignItems: 'center', gap: 4, alignSelf: 'flex-start', paddingHorizontal: 8, paddingVertical: 2, borderRadius: 6,
        backgroundColor: theme[`${tone}Soft` as keyof Palette], borderWidth: theme.contrast ? 1.5 : 0, borderColor: theme[tone],
      }}
    >
      {icon && <Icon name={icon} size={14} tone={tone} />}
      <Text size="sm" bold tone={tone} numberOfLines={1}>
        {label}
      </Text>
    </View>
  )
}

export interface BannerProps {
  tone?: Meaning
  icon?: IconName
  title: string
  children?: ReactNode
  /** A button at its end or below. */
  action?: ReactNode
}

/** Something that one should know on this screen. Read aloud when it appears. */
export function Banner({ tone = 'info', icon = 'info', title, children, action }: BannerProps) {
  const theme = useTheme()
  return (
    <View
      role={tone === 'bad' ? 'alert' : 'status'}
      style={{ flexDirection: 'row', gap: 10, padding: 12, borderRadius: 10, backgroundColor: theme[`${tone}Soft`], borderWidth: theme.contrast ? 2 : 0, borderColor: theme[tone] }}
    >
      <View style={{ paddingTop: 2 }}>
        <Icon name={icon} tone={tone} />
      </View>
      <View style={{ flex: 1, gap: 6 }}>
        <Text bold tone={tone}>
          {title}
        </Text>
        {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
        {action}
      </View>
    </View>
  )
}
