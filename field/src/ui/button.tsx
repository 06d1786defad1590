import { ActivityIndicator, Pressable, type ViewStyle } from 'react-native'
import { tapped } from '@/platform/haptics'
import { type Theme, useTheme } from '@/theme'
import { Icon, type IconName } from './icon'
import { Text, type Tone } from './text'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

export interface ButtonProps {
  label: string
  onPress: () => void
  look?: ButtonLook
  icon?: IconName
  busy?: boolean
  disabled?: boolean
  /** As wide as there is room. */
  wide?: boolean
  /** What it does, where the label alone does not say it. */
  hint?: string
  testID?: string
}

const TONES: Record<ButtonLook, Tone> = { primary: 'onAccent', plain: 'ink', quiet: 'accent', danger: 'bad' }

function ground(theme: Theme, look: ButtonLook, pressed: boolean): ViewStyle {
  if (look === 'primary') return { backgroundColor: pressed ? theme.accentStrong : theme.accent, borderColor: pressed ? theme.accentStrong : theme.accent }
  if (look === 'danger') return { backgroundColor: pressed ? theme.badSoft : theme.raised, borderColor: theme.bad }
  if (look === 'quiet') return { backgroundColor: pressed ? theme.hover : 'transparent', borderColor: 'transparent' }
  return { backgroundColor: pressed ? theme.hover : theme.raised, borderColor: theme.edge }
}

/** At least 48 points high, for gloves. One `primary` on a screen, at the bottom. */
export function Button({ label, onPress, look = 'plain', icon, busy = false, disabled = false, wide = false, hint, testID }: ButtonProps) {
  const theme = useTheme()
  const tone = TONES[look]
  const off = disabled || busy
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-busy={busy}
      aria-disabled={off}
      accessibilityHint={hint}
      testID={testID}
      disabled={off}
      onPress={() => {
        tapped()
        onPress()
      }}
      style={({ pressed }) => [
        {
          minHeight: 48,
          minWidth: 48,
          paddingHorizontal: look === 'quiet' ? 12 : 16,
          paddingVertical: 10,
          flexDirection: 'row',
          alignItems: 'center',
          justifyContent: 'center',
          gap: 8,
          borderRadius: 10,
          borderWidth: theme.contrast ? 2 : 1,
          opacity: disabled ? 0.5 : 1,
        },
        ground(theme, look, pressed),
        wide ? { flexGrow: 1, flexShrink: 1, flexBasis: 0 } : { alignSelf: 'flex-start', maxWidth: '100%' },
      ]}
    >
      {busy ? <ActivityIndicator color={theme[tone]} /> : icon && <Icon name={icon} size={20} tone={tone} />}
      <Text bold tone={tone} align="center" style={{ flexShrink: 1 }}>
        {label}
      </Text>
    </Pressable>
  )
}

export interface IconButtonProps {
  icon: IconName
  /** What it does: read aloud, never shown. */
  label: string
  onPress: () => void
  tone?: Tone
  disabled?: boolean
  /** A small number at its corner. */
  count?: number
  pressed?: boolean
  testID?: string
}

export function IconButton({ icon, label, onPress, tone = 'ink', disabled = false, count, pressed: on, testID }: IconButtonProps) {
  const theme = useTheme()
  return (
    <Pressable
      role="button"
      aria-label={label}
      aria-disabled={disabled}
      aria-pressed={on}
      testID={testID}
      disabled={disabled}
      onPress={() => {
        tapped()
        onPress()
      }}
      style={({ pressed }) => ({
        width: 48,
        height: 48,
        alignItems: 'center',
        justifyContent: 'center',
        borderRadius: 24,
        backgroundColor: pressed || on ? theme.hover : 'transparent',
        opacity: disabled ? 0.5 : 1,
      })}
    >
      <Icon name={icon} tone={on ? 'accent' : tone} />
      {!!count && (
        <Text
          size="xs"
          bold
          tone="onAccent"
          align="center"
          style={{ position: 'absolute', top: 4, right: 2, minWidth: 20, paddingHorizontal: 4, lineHeight: 20, borderRadius: 10, overflow: 'hidden', backgroundColor: theme.accent }}
        >
          {count > 99 ? '99+' : count}
        </Text>
      )}
    </Pressable>
  )
}
