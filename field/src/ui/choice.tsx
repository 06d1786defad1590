import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { useTheme } from '@/theme'
import { Row } from './box'
import { Field, type FieldProps, TextInput } from './fields'
import { Icon } from './icon'
import { List } from './list'
import { Sheet } from './sheet'
import { EmptyState } from './states'
import { Text } from './text'

export interface Option {
  value: string
  label: string
  detail?: string
}

export interface ChoiceProps extends Omit<FieldProps, 'children' | 'labelId'> {
  value: string | null
  options: readonly Option[]
  onChange: (value: string | null) => void
  placeholder?: string
  /** Whether nothing may be chosen again. */
  clearable?: boolean
}

/** From here on there is a box to type in. */
const MANY = 8
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** One of many, out of a sheet that can be searched. */
export function Choice({ label, help, fault, optional, value, options, onChange, placeholder, clearable = optional }: ChoiceProps) {
  const theme = useTheme()
  const { t } = useTranslation(['field', 'common'])
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const chosen = options.find((option) => option.value === value)
  const shown = chosen?.label ?? placeholder ?? t('common:picker.choose')
  const found = useMemo(() => {
    const words = fold(typed).split(/\s+/).filter(Boolean)
    return words.length ? options.filter((option) => words.every((word) => fold(`${option.label} ${option.detail ?? ''}`).includes(word))) : options
  }, [options, typed])
  const choose = (next: string | null) => {
    setOpen(false)
    setTyped('')
    onChange(next)
  }
  return (
    <Field label={label} help={help} fault={fault} optional={optional}>
      <Pressable
        role="button"
        aria-haspopup="dialog"
        aria-label={`${label}: ${shown}`}
        onPress={() => setOpen(true)}
        style={({ pressed }) => ({
          minHeight: 48, flexDirection: 'row', alignItems: 'center', gap: 8, paddingHorizontal: 12, paddingVertical: 8, borderRadius: 10,
          borderWidth: theme.contrast ? 2 : 1, borderColor: fault ? theme.bad : theme.edge, backgroundColor: pressed ? theme.hover : theme.raised,
        })}
      >
        <Text tone={chosen ? 'ink' : 'muted'} style={{ flex: 1 }} numberOfLines={2}>
          {shown}
        </Text>
        <Icon name="chevron-down" size={18} tone="muted" />
      </Pressable>
      <Sheet open={open} title={label} onClose={() => setOpen(false)} scroll={false}>
        {options.length > MANY && (
          <View style={{ paddingHorizontal: 16, paddingBottom: 8 }}>
            <TextInput label={t('common:picker.search')} value={typed} onChange={setTyped} autoCorrect={false} />
          </View>
        )}
        <List
          rows={found}
          keyOf={(option) => option.value}
          flush
          above={clearable && value !== null && !typed ? <Row first title={t('common:none')} selected={false} onPress={() => choose(null)} /> : null}
          empty={<EmptyState icon="search" title={t('common:picker.none')} />}
          render={(option) => <Row title={option.label} detail={option.detail} selected={option.value === value} onPress={() => choose(option.value)} />}
        />
      </Sheet>
    </Field>
  )
}
