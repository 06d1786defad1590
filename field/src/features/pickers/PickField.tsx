import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { useTheme } from '@/theme'
import { Field, type FieldProps } from '@/ui/fields'
import { Icon, IconButton, type IconName, Text } from '@/ui'

export interface PickFieldProps extends Omit<FieldProps, 'children' | 'labelId'> {
  /** What is chosen, in words. */
  text: string | undefined
  /** In small below. */
  detail?: string
  placeholder?: string
  icon?: IconName
  onPress: () => void
  /** Takes the choice back. */
  onClear?: () => void
}

/** A field whose value is chosen in a sheet. */
export function PickField({ text, detail, placeholder, icon, onPress, onClear, ...field }: PickFieldProps) {
  const theme = useTheme()
  const { t } = useTranslation('fieldThings')
  const said = text ?? placeholder ?? t('picker.choose')
  return (
    <Field {...field}>
      <View style={{ flexDirection: 'row', alignItems: 'center', borderRadius: 10, overflow: 'hidden', borderWidth: theme.contrast ? 2 : 1, borderColor: field.fault ? theme.bad : theme.edge, backgroundColor: theme.raised }}>
        <Pressable
          role="button"
          aria-haspopup="dialog"
          aria-label={`${field.label}: ${[said, detail].filter(Boolean).join(' ')}`}
          onPress={onPress}
          style={({ pressed }) => ({ flex: 1, minWidth: 0, minHeight: 48, flexDirection: 'row', alignItems: 'center', gap: 10, paddingHorizontal: 12, paddingVertical: 8, backgroundColor: pressed ? theme.hover : theme.raised })}
        >
          {icon && <Icon name={icon} size={20} tone="muted" />}
          <View style={{ flex: 1, minWidth: 0 }}>
            <Text tone={text ? 'ink' : 'muted'} numberOfLines={2}>
              {/* The space keeps both lines apart where they are read as one. */}
              {`${said} `}
            </Text>
            {detail ? (
              <Text size="sm" tone="muted" numberOfLines={2}>
                {detail}
              </Text>
            ) : null}
          </View>
          {!(onClear && text) && <Icon name="chevron-down" size={18} tone="muted" />}
        </Pressable>
        {onClear && text ? <IconButton icon="x" label={`${field.label}: ${t('picker.clear')}`} onPress={onClear} /> : null}
      </View>
    </Field>
  )
}
