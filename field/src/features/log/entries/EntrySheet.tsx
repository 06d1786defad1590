import { router } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Conflicts } from '@/conflicts'
import { type Row, useDatabase } from '@/db'
import { usePerson } from '@/session'
import { asDate, asMoment, asMoney } from '@/words/format'
import { takesLogs } from '@/work/status'
import { unsent } from '@/work/unsent'
import { Badge, Banner, Button, Line, Sheet, Text } from '@/ui'
import { mayReverse, type Written } from '../reversing.ts'
import { beginCorrection } from './correcting.ts'
import { amountOf, whatOf } from './said.ts'
import { TakeBack } from './TakeBack'
import type { Names } from './useEntries.ts'

export interface EntrySheetProps {
  written: Written
  names: Names
  order: Row<'work_orders'>
  onClose: () => void
  /** The entry that takes this one back, or that it takes back. */
  onOther: (id: string) => void
}

/** One entry in full, and what can be done about it: it is never changed, only taken back. */
export function EntrySheet({ written, names, order, onClose, onOther }: EntrySheetProps) {
  const { t } = useTranslation(['fieldLog', 'common'])
  const person = usePerson()
  const database = useDatabase()
  const [taking, setTaking] = useState(false)
  const { entry, lines, reversal, original } = written
  const may = mayReverse(written, person, order)
  const corrects = may && person.may('logs:create') && takesLogs(order)
  const correct = async () => {
    await beginCorrection(database, written, order)
    onClose()
    router.push(`/work-orders/${order.id}/log?corrects=${entry.id}`)
  }
  if (taking) return <TakeBack entry={entry} onClose={onClose} onBack={() => setTaking(false)} />
  const struck = { textDecorationLine: reversal ? ('line-through' as const) : ('none' as const) }
  return (
    <Sheet
      open
      title={t('entry.title', { day: asDate(entry.performed_on) })}
      onClose={onClose}
      footer={
        may && (
          <>
            <Button wide icon="undo-2" look="danger" label={t('reverse.open')} onPress={() => setTaking(true)} />
            {corrects && <Button wide icon="pencil" label={t('correct.open')} onPress={() => void correct()} />}
          </>
        )
      }
    >
      <Conflicts collection="log_entries" recordId={entry.id} />
      {reversal && (
        <Banner tone="bad" icon="undo-2" title={t('entry.reversed')} action={<Button look="quiet" label={t('entry.toReversal')} onPress={() => onOther(reversal.id)} />}>
          {reversal.note ?? undefined}
        </Banner>
      )}
      {entry.reverses_id && (
        <Banner tone="warn" icon="undo-2" title={t('entry.reversal')} action={original && <Button look="quiet" label={t('entry.toOriginal')} onPress={() => onOther(original.id)} />} />
      )}
      {lines.map((line) => (
        <View key={line.id} style={{ flexDirection: 'row', gap: 12, alignItems: 'baseline' }}>
          <View style={{ flex: 1, minWidth: 0 }}>
            <Text style={struck}>{whatOf(t, line, names)}</Text>
            <Text size="sm" tone="muted">
              {[t(`common:lineKind.${line.kind as 'labour'}`), names.assets.get(line.asset_id ?? ''), names.codes.get(line.task_code_id ?? '')].filter(Boolean).join(' · ')}
            </Text>
          </View>
          <View style={{ alignItems: 'flex-end' }}>
            <Text bold figures style={struck}>
              {amountOf(t, line)}
            </Text>
            {line.amount ? (
              <Text size="sm" tone="muted" figures>
                {asMoney(Number(line.amount))}
              </Text>
            ) : null}
          </View>
        </View>
      ))}
      {entry.note ? <Text>{entry.note}</Text> : null}
      <Line>
        {unsent(entry) && <Badge tone="warn" icon="cloud-upload" label={t('entry.unsent')} />}
        <Text size="sm" tone="muted">
          {t('entry.by', { name: names.users.get(entry.created_by ?? '') ?? t('labour.unknown'), at: asMoment(entry.created_at ?? 0) })}
        </Text>
      </Line>
      {order.status === 'closed' && !reversal && (
        <Text size="sm" tone="muted">
          {t('entry.frozen')}
        </Text>
      )}
    </Sheet>
  )
}
