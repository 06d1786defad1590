import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { addDays } from '@/work/due'
import { asDate } from '@/words/format'
import { IconButton, Text } from '@/ui'
import { Field } from '@/ui/fields'

export interface DayFieldProps {
  value: string
  today: string
  fault: string | undefined
  onChange: (day: string) => void
}

/** The day of the work, a step back or forth: never later than today. */
export function DayField({ value, today, fault, onChange }: DayFieldProps) {
  const { t } = useTranslation('fieldLog')
  const said = value === today ? t('day.today') : value === addDays(today, -1) ? t('day.yesterday') : undefined
  return (
    <Field label={t('day.title')} fault={fault}>
      <View style={{ flexDirection: 'row', alignItems: 'center', gap: 8 }}>
        <IconButton icon="chevron-left" label={t('day.before')} onPress={() => onChange(addDays(value, -1))} />
        <View style={{ flex: 1, minWidth: 0 }} role="status">
          <Text bold align="center">
            {said ?? asDate(value)}
          </Text>
          {said && (
            <Text size="sm" tone="muted" align="center">
              {asDate(value)}
            </Text>
          )}
        </View>
        <IconButton icon="chevron-right" label={t('day.after')} disabled={value >= today} onPress={() => onChange(addDays(value, 1))} />
      </View>
    </Field>
  )
}
