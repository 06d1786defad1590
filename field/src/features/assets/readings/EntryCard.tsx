import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TextInput as NativeInput } from 'react-native'
import { Badge, Button, Card, Heading, Line, Text, TextInput } from '@/ui'
import { asMoment, asNumber } from '@/words/format'
import { unsent } from '@/work/unsent'
import type { MeterWithReadings } from '../meters'
import { BigNumber } from './BigNumber'
import { Doubts } from './Doubts'
import { type Entry, type Verdict } from './entry'
import { lastTaken } from './taken'
import { faultWords } from './wording'

export interface EntryCardProps extends MeterWithReadings {
  entry: Entry
  verdict: Verdict
  onChange: (entry: Entry) => void
  /** It was asked for: the keyboard is there at once. */
  first: boolean
  /** Somebody has tried to save. */
  tried: boolean
}

/** One meter: what it showed last, what it shows now. */
export function EntryCard({ meter, readings, entry, verdict, onChange, first, tried }: EntryCardProps) {
  const { t } = useTranslation('fieldThings')
  const input = useRef<NativeInput>(null)
  const [left, setLeft] = useState(false)
  const [noting, setNoting] = useState(!!entry.note)
  const last = lastTaken(meter, readings)
  const shown = left || tried
  const doubt = verdict.kind === 'asks' ? verdict.doubts[0] : undefined
  const fault = shown && verdict.kind === 'wrong' && verdict.fault ? faultWords(t, verdict.fault, meter.unit) : undefined
  const change = (part: Partial<Entry>) => onChange({ ...entry, ...part })
  return (
    <Card padded>
      <Line style={{ justifyContent: 'space-between' }}>
        <Heading style={{ flexShrink: 1 }}>{meter.name}</Heading>
        {verdict.kind === 'fine' && <Badge tone="good" icon="check" label={t('reading.ready')} />}
      </Line>
      <BigNumber
        ref={input}
        label={t('reading.shows')}
        help={last ? t('reading.last', { value: `${asNumber(last.value, 4)} ${meter.unit}`, when: asMoment(last.at) }) : t('meter.never')}
        fault={fault}
        value={entry.value}
        unit={meter.unit}
        signed={meter.kind === 'gauge' && (meter.lowest === null || meter.lowest < 0)}
        onChange={(value) => {
          setLeft(false)
          change({ value, sure: undefined })
        }}
        onBlur={() => setLeft(true)}
        autoFocus={first}
        testID={`reading-${meter.id}`}
      />
      {shown && doubt && (
        <Doubts
          doubt={doubt}
          unit={meter.unit}
          onCorrect={() => input.current?.focus()}
          onSure={(sure) => {
            change({ sure })
            if (sure !== 'right') setNoting(true)
          }}
        />
      )}
      {noting ? (
        <TextInput label={t('reading.note')} optional value={entry.note} onChange={(note) => change({ note })} maxLength={1000} />
      ) : (
        <Button look="quiet" icon="pencil" label={t('reading.addNote')} onPress={() => setNoting(true)} />
      )}
      {entry.sure && entry.sure !== 'right' && <Text size="sm" tone="warn">{t('reading.noted', { what: t(`reading.${entry.sure}`) })}</Text>}
      {readings.slice(0, 3).map((reading) => (
        <Line key={reading.id} style={{ justifyContent: 'space-between' }}>
          <Text size="sm" tone="muted" style={{ flexShrink: 1 }}>
            {[asMoment(reading.read_at), reading.note].filter(Boolean).join(' · ')}
          </Text>
          <Line gap={6}>
            {unsent(reading) && <Badge tone="info" icon="cloud-upload" label={t('unsent')} />}
            <Text size="sm" figures>{`${asNumber(reading.value, 4)} ${meter.unit}`}</Text>
          </Line>
        </Line>
      ))}
    </Card>
  )
}
