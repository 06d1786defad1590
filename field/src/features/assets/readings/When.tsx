import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { usePerson } from '@/session'
import { Button, Card, Choice, Line, Text, TextInput } from '@/ui'
import { asDate } from '@/words/format'
import { clockOf, lastDays, type Moment } from './moment'

/** When the readings were taken: now, unless somebody says otherwise. */
export function When({ moment, fault, onChange }: { moment: Moment | undefined; fault: string | undefined; onChange: (moment: Moment | undefined) => void }) {
  const { t } = useTranslation('fieldThings')
  const { timeZone } = usePerson()
  const now = Date.now()
  if (!moment) {
    return (
      <Line style={{ justifyContent: 'space-between' }}>
        <Text>{t('reading.takenNow')}</Text>
        <Button look="quiet" icon="clock" label={t('reading.otherTime')} onPress={() => onChange({ day: lastDays(now, timeZone, 1)[0]!, time: clockOf(now, timeZone) })} />
      </Line>
    )
  }
  return (
    <Card padded>
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8 }}>
        <View style={{ flexGrow: 2, flexBasis: 150 }}>
          <Choice
            label={t('reading.day')}
            value={moment.day}
            options={lastDays(now, timeZone, 31).map((day) => ({ value: day, label: asDate(day) }))}
            onChange={(day) => day && onChange({ ...moment, day })}
          />
        </View>
        <View style={{ flexGrow: 1, flexBasis: 100 }}>
          <TextInput label={t('reading.time')} value={moment.time} onChange={(time) => onChange({ ...moment, time })} fault={fault} inputMode="numeric" keyboardType="numbers-and-punctuation" selectTextOnFocus maxLength={8} />
        </View>
      </View>
      <Button look="quiet" icon="x" label={t('reading.nowAgain')} onPress={() => onChange(undefined)} />
    </Card>
  )
}
