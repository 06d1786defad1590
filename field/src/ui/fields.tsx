import { type ReactNode, type Ref, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, TextInput as NativeInput, type TextInputProps as NativeProps, View } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { IconButton } from './button'
import { Icon } from './icon'
import { Text } from './text'

export interface FieldProps {
  label: string
  help?: string
  /** What is wrong; read aloud. */
  fault?: string
  optional?: boolean
  children?: ReactNode
  /** Of the label, for what is inside. */
  labelId?: string
}

/** A label, what is typed or chosen, and what is wrong with it. */
export function Field({ label, help, fault, optional, children, labelId }: FieldProps) {
  const { t } = useTranslation('field')
  return (
    <View style={{ gap: 4, flexGrow: 1 }}>
      <Text bold size="sm" nativeID={labelId}>
        {label}
        {optional ? <Text size="sm" tone="muted">{`  ${t('optional')}`}</Text> : null}
      </Text>
      {children}
      {help && !fault ? (
        <Text size="sm" tone="muted">
          {help}
        </Text>
      ) : null}
      {fault ? (
        <Text size="sm" tone="bad" role="alert">
          {fault}
        </Text>
      ) : null}
    </View>
  )
}

export interface TextInputProps extends Omit<NativeProps, 'style' | 'onChange' | 'value' | 'onChangeText'>, Omit<FieldProps, 'children' | 'labelId'> {
  value: string
  onChange: (value: string) => void
  /** At its end: an `IconButton`. */
  end?: ReactNode
  start?: ReactNode
  ref?: Ref<NativeInput>
}

export function TextInput({ label, help, fault, optional, value, onChange, multiline, end, start, ...rest }: TextInputProps) {
  const theme = useTheme()
  const [focused, setFocused] = useState(false)
  return (
    <Field label={label} help={help} fault={fault} optional={optional}>
      <View
        style={{
          flexDirection: 'row', alignItems: 'center', minHeight: 48, borderRadius: 10, backgroundColor: theme.raised,
          borderWidth: focused || theme.contrast ? 2 : 1, borderColor: fault ? theme.bad : focused ? theme.focus : theme.edge,
        }}
      >
        {start}
        <NativeInput
          {...rest}
          aria-label={label}
          aria-invalid={!!fault}
          value={value}
          onChangeText={onChange}
          multiline={multiline}
          placeholderTextColor={theme.faint}
          onFocus={(event) => {
            setFocused(true)
            rest.onFocus?.(event)
          }}
          onBlur={(event) => {
            setFocused(false)
            rest.onBlur?.(event)
          }}
          style={[
            { flex: 1, minWidth: 0, minHeight: multiline && !rest.numberOfLines ? 96 : 44, paddingHorizontal: 12, paddingVertical: 10, color: theme.ink, fontSize: Math.max(16, theme.size.md) },
            multiline && { textAlignVertical: 'top' as const },
            { outlineStyle: 'none' } as object,
          ]}
        />
        {end}
      </View>
    </Field>
  )
}

export interface NumberInputProps extends Omit<FieldProps, 'children' | 'labelId'> {
  /** As typed, with a point: `1.5`. Empty for nothing. */
  value: string
  onChange: (value: string) => void
  step?: number
  min?: number
  max?: number
  unit?: string
  /** Buttons beside it, for gloves. */
  steps?: boolean
}

/** A number, with a comma or a point. */
export function NumberInput({ label, help, fault, optional, value, onChange, step = 1, min = 0, max, unit, steps = true }: NumberInputProps) {
  const { t } = useTranslation('field')
  const by = (change: number) => {
    const next = Math.round(((Number(value) || 0) + change) * 10_000) / 10_000
    onChange(String(Math.min(max ?? next, Math.max(min, next))))
  }
  return (
    <TextInput
      label={label}
      help={help}
      fault={fault}
      optional={optional}
      value={value}
      inputMode="decimal"
      selectTextOnFocus
      onChange={(typed) => onChange(typed.replace(',', '.').replace(min < 0 ? /[^\d.-]/g : /[^\d.]/g, ''))}
      start={steps && <IconButton icon="minus" label={`${label}: ${t('decrease')}`} onPress={() => by(-step)} disabled={(Number(value) || 0) <= min} />}
      end={
        <>
          {unit ? <Text tone="muted" style={{ paddingHorizontal: 8 }}>{unit}</Text> : null}
          {steps && <IconButton icon="plus" label={`${label}: ${t('increase')}`} onPress={() => by(step)} disabled={max !== undefined && Number(value) >= max} />}
        </>
      }
    />
  )
}

export interface SegmentedProps<V extends string> extends Omit<FieldProps, 'children' | 'labelId'> {
  value: V | undefined
  options: readonly { value: V; label: string }[]
  onChange: (value: V) => void
}

/** One of few, all of them seen. */
export function Segmented<V extends string>({ label, help, fault, optional, value, options, onChange }: SegmentedProps<V>) {
  const theme = useTheme()
  const id = useId()
  return (
    <Field label={label} help={help} fault={fault} optional={optional} labelId={id}>
      <View role="radiogroup" aria-labelledby={id} style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 6 }}>
        {options.map((option) => {
          const on = option.value === value
          return (
            <Pressable
              key={option.value}
              role="radio"
              aria-checked={on}
              aria-label={option.label}
              onPress={() => {
                tapped()
                onChange(option.value)
              }}
              style={({ pressed }) => ({
                flexGrow: 1, minHeight: 48, minWidth: 64, paddingHorizontal: 10, flexDirection: 'row', gap: 6, alignItems: 'center', justifyContent: 'center', borderRadius: 10,
                borderWidth: on || theme.contrast ? 2 : 1, borderColor: on ? theme.accent : theme.edge, backgroundColor: on ? theme.accentSoft : pressed ? theme.hover : theme.raised,
              })}
            >
              {on && <Icon name="check" size={16} tone="accent" />}
              <Text bold={on} tone={on ? 'accent' : 'ink'} align="center" numberOfLines={2}>
                {option.label}
              </Text>
            </Pressable>
          )
        })}
      </View>
    </Field>
  )
}

/** Yes or no, in a line of its own. */
export function Toggle({ label, help, value, onChange }: { label: string; help?: string; value: boolean; onChange: (value: boolean) => void }) {
  const theme = useTheme()
  return (
    <Pressable
      role="switch"
      aria-checked={value}
      aria-label={label}
      onPress={() => {
        tapped()
        onChange(!value)
      }}
      style={{ flexDirection: 'row', alignItems: 'center', gap: 12, minHeight: 48, paddingVertical: 6 }}
    >
      <View style={{ flex: 1 }}>
        <Text>{label}</Text>
        {help ? (
          <Text size="sm" tone="muted">
            {help}
          </Text>
        ) : null}
      </View>
      <View style={{ width: 52, height: 30, padding: 3, borderRadius: 15, borderWidth: theme.contrast ? 2 : 1, borderColor: value ? theme.accent : theme.edge, backgroundColor: value ? theme.accent : theme.raised, alignItems: value ? 'flex-end' : 'flex-start', justifyContent: 'center' }}>
        <View style={{ width: 22, height: 22, borderRadius: 11, backgroundColor: value ? theme.onAccent : theme.edge }} />
      </View>
    </Pressable>
  )
}
