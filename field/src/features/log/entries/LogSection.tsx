import { router } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { type Row, useRows, Q } from '@/db'
import { usePerson } from '@/session'
import { asMoney, asNumber } from '@/words/format'
import { takesLogs } from '@/work/status'
import { Banner, Button, Card, Heading, Line, Skeleton, Text } from '@/ui'
import { hoursIn, LOG, readDraft } from '../drafts.ts'
import { costOf, hoursOf } from '../reversing.ts'
import { TimerCard } from '../TimerCard'
import { EntryRow } from './EntryRow'
import { EntrySheet } from './EntrySheet'
import { useEntries } from './useEntries.ts'

/** This many at first. */
const FEW = 4

export interface LogSectionProps {
  order: Row<'work_orders'>
  /** `false`: without the buttons, where the screen has its own. */
  acts?: boolean
}

/** The log of a work order: what was begun, the clock, every entry with what can be done about it. */
export function LogSection({ order, acts = true }: LogSectionProps) {
  const { t } = useTranslation('fieldLog')
  const { may } = usePerson()
  const found = useEntries(order.id)
  const drafts = useRows('drafts', [Q.where('kind', LOG), Q.where('subject', order.id)], [order.id])
  const [shown, setShown] = useState<string>()
  const [all, setAll] = useState(false)
  if (!may('logs:read')) return null
  const open = may('logs:create') && takesLogs(order)
  const begun = open ? (drafts ?? []).flatMap(({ value }) => readDraft(value) ?? []) : []
  const log = (corrects?: string) => router.push(`/work-orders/${order.id}/log${corrects ? `?corrects=${corrects}` : ''}`)
  const written = found?.written ?? []
  const lines = written.flatMap((each) => each.lines)
  const cost = costOf(lines)
  const chosen = written.find(({ entry }) => entry.id === shown)
  return (
    <View style={{ gap: 10 }}>
      <Line style={{ justifyContent: 'space-between' }}>
        <Heading>{t('section.title')}</Heading>
        {lines.length > 0 && (
          <Text tone="muted" figures>
            {[t('hours', { hours: asNumber(hoursOf(lines)) }), cost === undefined ? '' : asMoney(cost)].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Line>
      {begun.map((draft) => (
        <Banner
          key={draft.entryId}
          icon="history"
          title={t(draft.corrects ? 'section.begunCorrection' : 'section.begun')}
          action={<Button label={t('section.goOn')} onPress={() => log(draft.corrects?.entryId)} />}
        >
          {hoursIn(draft) ? t('hours', { hours: asNumber(hoursIn(draft)) }) : undefined}
        </Banner>
      ))}
      {acts && open && (
        <>
          <TimerCard order={order} onStopped={() => log()} />
          {!begun.some(({ corrects }) => !corrects) && <Button icon="clock" label={t('title')} onPress={() => log()} />}
        </>
      )}
      {!found ? (
        <Skeleton rows={2} />
      ) : written.length ? (
        <Card>
          {(all ? written : written.slice(0, FEW)).map((each, place) => (
            <EntryRow key={each.entry.id} written={each} names={found.names} first={place === 0} onPress={() => setShown(each.entry.id)} />
          ))}
        </Card>
      ) : (
        <Text tone="muted">{t(order.status === 'new' ? 'notYet' : 'section.none')}</Text>
      )}
      {written.length > FEW && !all && <Button look="quiet" icon="chevron-down" label={t('section.all', { count: written.length })} onPress={() => setAll(true)} />}
      {chosen && found && <EntrySheet key={chosen.entry.id} written={chosen} names={found.names} order={order} onClose={() => setShown(undefined)} onOther={setShown} />}
    </View>
  )
}
