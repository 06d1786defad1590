import { type Ref, useState } from 'react'
import { TextInput as NativeInput, View } from 'react-native'
import { useTheme } from '@/theme'
import { Field } from '@/ui/fields'
import { Text } from '@/ui'
import { tidy } from './entry'

export interface BigNumberProps {
  label: string
  help?: string
  fault?: string
  value: string
  unit: string
  /** Something below zero can be typed. */
  signed: boolean
  onChange: (value: string) => void
  onBlur?: () => void
  autoFocus?: boolean
  ref?: Ref<NativeInput>
  testID?: string
}

/** A number as large as it stands on the meter. */
export function BigNumber({ label, help, fault, value, unit, signed, onChange, onBlur, autoFocus, ref, testID }: BigNumberProps) {
  const theme = useTheme()
  const [focused, setFocused] = useState(false)
  return (
    <Field label={label} help={help} fault={fault}>
      <View
        style={{
          flexDirection: 'row', alignItems: 'center', minHeight: 64, borderRadius: 12, paddingHorizontal: 14, gap: 8, backgroundColor: theme.raised,
          borderWidth: focused || theme.contrast ? 2 : 1, borderColor: fault ? theme.bad : focused ? theme.focus : theme.edge,
        }}
      >
        <NativeInput
          ref={ref}
          testID={testID}
          aria-label={`${label}, ${unit}`}
          aria-invalid={!!fault}
          value={value}
          onChangeText={(typed) => onChange(tidy(typed, signed))}
          inputMode={signed ? 'text' : 'decimal'}
          keyboardType={signed ? 'numbers-and-punctuation' : 'decimal-pad'}
          autoComplete="off"
          selectTextOnFocus
          autoFocus={autoFocus}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false)
            onBlur?.()
          }}
          style={[
            { flex: 1, minWidth: 0, paddingVertical: 10, fontSize: Math.round(theme.size.xxl * 1.15), fontWeight: '600', fontVariant: ['tabular-nums'], color: theme.ink },
            { outlineStyle: 'none' } as object,
          ]}
        />
        <Text size="lg" tone="muted">
          {unit}
        </Text>
      </View>
    </Field>
  )
}
