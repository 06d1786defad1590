import type { ReactNode } from 'react'
import { Pressable, ScrollView, View } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Field } from '@/ui/fields'
import { Icon, Text } from '@/ui'

export interface ChipProps {
  label: string
  on: boolean
  onPress: () => void
  count?: number
  role: 'radio' | 'checkbox' | 'button'
  bad?: boolean
}

/** A choice of few words, 44 points high. */
export function Chip({ label, on, onPress, count, role, bad }: ChipProps) {
  const theme = useTheme()
  const tone = bad ? 'bad' : on ? 'accent' : 'ink'
  return (
    <Pressable
      role={role}
      {...(role === 'button' ? { 'aria-pressed': on } : { 'aria-checked': on })}
      onPress={() => {
        tapped()
        onPress()
      }}
      style={({ pressed }) => ({
        minHeight: 44, minWidth: 44, paddingHorizontal: 12, flexDirection: 'row', gap: 6, alignItems: 'center', justifyContent: 'center', borderRadius: 22,
        borderWidth: on || theme.contrast ? 2 : 1, borderColor: bad ? theme.bad : on ? theme.accent : theme.edge,
        backgroundColor: on ? (bad ? theme.badSoft : theme.accentSoft) : pressed ? theme.hover : theme.raised,
      })}
    >
      {on && <Icon name="check" size={16} tone={tone} />}
      <Text size="sm" bold={on} tone={tone} numberOfLines={1}>
        {label}
      </Text>
      {count !== undefined && (
        <Text size="sm" bold figures tone={tone}>
          {count}
        </Text>
      )}
    </Pressable>
  )
}

/** Chips in one line that moves sideways, one of which is chosen; `before` them others. */
export function ChipLine({ label, before, children }: { label: string; before?: ReactNode; children: ReactNode }) {
  return (
    <ScrollView horizontal showsHorizontalScrollIndicator={false} keyboardShouldPersistTaps="handled" style={{ flexGrow: 0, marginHorizontal: -12 }} contentContainerStyle={{ paddingHorizontal: 12, paddingBottom: 8, gap: 6 }}>
      {before}
      <View role="radiogroup" aria-label={label} style={{ flexDirection: 'row', gap: 6 }}>
        {children}
      </View>
    </ScrollView>
  )
}

export interface ManyProps<V extends string> {
  label: string
  help?: string
  options: readonly { value: V; label: string }[]
  values: readonly string[]
  onChange: (values: V[]) => void
}

/** Any number of few, all of them seen. */
export function Many<V extends string>({ label, help, options, values, onChange }: ManyProps<V>) {
  return (
    <Field label={label} help={help}>
      <View role="group" aria-label={label} style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 6 }}>
        {options.map(({ value, label: name }) => {
          const on = values.includes(value)
          return <Chip key={value} role="checkbox" label={name} on={on} onPress={() => onChange(options.map((each) => each.value).filter((each) => (each === value ? !on : values.includes(each))))} />
        })}
      </View>
    </Field>
  )
}
