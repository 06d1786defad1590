import type { ReactNode } from 'react'
import { Platform, Pressable, View, type ViewProps, type ViewStyle } from 'react-native'
import { useTheme } from '@/theme'
import { Icon, type IconName } from './icon'
import { Text, type Tone } from './text'

/** Things below each other. */
export function Stack({ gap = 12, style, ...rest }: ViewProps & { gap?: number; style?: ViewStyle }) {
  return <View {...rest} style={[{ gap }, style]} />
}

/** Things beside each other, on the next line where there is no room. */
export function Line({ gap = 8, wrap = true, style, ...rest }: ViewProps & { gap?: number; wrap?: boolean; style?: ViewStyle }) {
  return <View {...rest} style={[{ flexDirection: 'row', alignItems: 'center', gap, flexWrap: wrap ? 'wrap' : 'nowrap' }, style]} />
}

/** A surface with rows or text on it. `padded` for text. */
export function Card({ padded = false, style, children, ...rest }: ViewProps & { padded?: boolean; style?: ViewStyle }) {
  const theme = useTheme()
  return (
    <View
      {...rest}
      style={[
        { backgroundColor: theme.raised, borderColor: theme.line, borderWidth: theme.contrast ? 2 : 1, borderRadius: 12, overflow: 'hidden' },
        padded && { padding: 14, gap: 8 },
        style,
      ]}
    >
      {children}
    </View>
  )
}

export interface RowProps {
  title: string
  detail?: string
  /** Below the title in place of `detail`: badges and the like. */
  below?: ReactNode
  icon?: IconName
  iconTone?: Tone
  /** At the end: a figure, a badge. */
  end?: ReactNode
  onPress?: () => void
  selected?: boolean
  /** What is read aloud in place of the texts, which are read as they stand. It has to hold them all. */
  label?: string
  lines?: number
  first?: boolean
  testID?: string
}

/** A line of a list, at least 56 points high. Leads somewhere when it can be pressed. */
export function Row({ title, detail, below, icon, iconTone = 'muted', end, onPress, selected, label, lines = 2, first, testID }: RowProps) {
  const theme = useTheme()
  const inside = (
    <>
      {icon && <Icon name={icon} tone={iconTone} />}
      <View style={{ flex: 1, minWidth: 0, gap: 2 }}>
        <Text numberOfLines={lines} bold={!!detail || !!below}>
          {title}
        </Text>
        {detail ? (
          <Text size="sm" tone="muted" numberOfLines={lines}>
            {detail}
          </Text>
        ) : null}
        {below}
      </View>
      {end}
      {selected ? <Icon name="check" tone="accent" /> : onPress && !end && selected === undefined ? <Icon name="chevron-right" size={18} tone="faint" /> : null}
    </>
  )
  const style: ViewStyle = {
    minHeight: 56,
    paddingHorizontal: 14,
    paddingVertical: 10,
    flexDirection: 'row',
    alignItems: 'center',
    gap: 12,
    borderTopWidth: first ? 0 : 1,
    borderTopColor: theme.line,
  }
  if (!onPress) return <View style={style} testID={testID}>{inside}</View>
  return (
    <Pressable
      role="button"
      aria-label={label}
      // A button is not selected in the words of the web, but pressed.
      {...{ [Platform.OS === 'web' ? 'aria-pressed' : 'aria-selected']: selected }}
      testID={testID}
      onPress={onPress}
      style={({ pressed }) => [style, { backgroundColor: pressed ? theme.hover : selected ? theme.selected : theme.raised }]}
    >
      {inside}
    </Pressable>
  )
}
