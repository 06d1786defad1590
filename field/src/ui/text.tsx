import { type ReactNode } from 'react'
import { Text as NativeText, type TextProps as NativeProps, type TextStyle } from 'react-native'
import { type Theme, useTheme } from '@/theme'

export type Tone = 'ink' | 'muted' | 'faint' | 'accent' | 'onAccent' | 'good' | 'info' | 'warn' | 'bad' | 'violet' | 'quiet'

export interface TextProps extends Omit<NativeProps, 'style'> {
  size?: keyof Theme['size']
  tone?: Tone
  bold?: boolean
  align?: TextStyle['textAlign']
  /** Digits of one width, for numbers in columns. */
  figures?: boolean
  style?: TextStyle
  children?: ReactNode
}

export function Text({ size = 'md', tone = 'ink', bold, align, figures, style, ...rest }: TextProps) {
  const theme = useTheme()
  const points = theme.size[size]
  return (
    <NativeText
      {...rest}
      style={[
        { color: theme[tone], fontSize: points, lineHeight: Math.round(points * 1.4), fontWeight: bold ? '600' : theme.contrast ? '500' : '400' },
        align && { textAlign: align },
        figures && { fontVariant: ['tabular-nums'] },
        style,
      ]}
    />
  )
}

/** A heading. The title of a screen is level 1 and comes from `Screen`. */
export function Heading({ level = 2, ...rest }: TextProps & { level?: 1 | 2 | 3 }) {
  return <Text role="heading" aria-level={level} bold size={level === 1 ? 'xl' : level === 2 ? 'lg' : 'md'} {...rest} />
}
