import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Button, Card, Heading, Line, Text } from '@/ui'
import { useTheme } from '@/theme'
import { unsent } from '@/work/unsent'
import { asMoment, asNumber } from '@/words/format'
import type { MeterWithReadings } from './meters'
import { lastTaken, takenOf } from './readings/taken'
import { Sparkline } from './Sparkline'

/** The meters of an asset, each with what it showed last. */
export function MeterCard({ meters, onRead }: { meters: readonly MeterWithReadings[]; onRead?: (meterId?: string) => void }) {
  const { t } = useTranslation('fieldThings')
  const theme = useTheme()
  if (!meters.length) return null
  return (
    <Card>
      <Line style={{ padding: 14, paddingBottom: 8, justifyContent: 'space-between' }}>
        <Heading>{t('meter.title')}</Heading>
        {onRead && meters.length > 1 && <Button look="quiet" icon="list-checks" label={t('meter.readAll')} onPress={() => onRead()} />}
      </Line>
      {meters.map((each) => (
        <View key={each.meter.id} style={{ paddingHorizontal: 14, paddingVertical: 10, gap: 8, borderTopWidth: 1, borderTopColor: theme.line }}>
          <MeterLine {...each} />
          {onRead && <Button icon="gauge" label={t('meter.read', { name: each.meter.name })} onPress={() => onRead(each.meter.id)} />}
        </View>
      ))}
    </Card>
  )
}

function MeterLine({ meter, readings }: MeterWithReadings) {
  const { t } = useTranslation('fieldThings')
  const last = lastTaken(meter, readings)
  const waits = readings.some(unsent)
  return (
    <Line style={{ justifyContent: 'space-between' }}>
      <View style={{ flexShrink: 1, minWidth: 120 }}>
        <Text bold>{meter.name}</Text>
        <Text size="lg" bold figures>
          {last ? `${asNumber(last.value, 4)} ${meter.unit}` : t('meter.never')}
        </Text>
        <Text size="sm" tone="muted">
          {[last && asMoment(last.at), waits && t('unsent')].filter(Boolean).join(' · ')}
        </Text>
      </View>
      <Sparkline readings={takenOf(readings)} label={t('meter.chart', { name: meter.name, count: readings.length })} />
    </Line>
  )
}
