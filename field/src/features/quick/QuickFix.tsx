import { router, useLocalSearchParams } from 'expo-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { useKept } from '@/drafts/keeping'
import { pathText, remember, usePlace, useRecent } from '@/features/pickers'
import { Photos } from '@/features/photos'
import { newId } from '@/lib/ids'
import { succeeded } from '@/platform/haptics'
import { usePerson } from '@/session'
import { dayOf } from '@/work/due'
import { asMoment } from '@/words/format'
import { Button, EmptyState, IconButton, Screen, Skeleton, Text } from '@/ui'
import { Did } from './Did'
import { blank, isSaid, outcomeOf, readQuick, titled } from './fixing.ts'
import { QUICK, type QuickDraft } from './records.ts'
import { saveFixed } from './saving.ts'
import { type Offers, useOffers } from './useQuick.ts'
import { What } from './What'

interface Saved {
  orderId: string
  title: string
}

/** "I just fixed this": what, what was done, done. */
export default function QuickFix() {
  const { t } = useTranslation('fieldLog')
  const { may } = usePerson()
  const [round, setRound] = useState(0)
  const [saved, setSaved] = useState<Saved>()
  if (outcomeOf(may) === 'no') {
    return (
      <Screen title={t('quick.title')}>
        <EmptyState icon="lock" title={t('quick.notYours')} action={may('requests:create') ? <Button look="primary" label={t('quick.request')} onPress={() => router.push('/requests/new')} /> : undefined} />
      </Screen>
    )
  }
  const again = () => {
    setSaved(undefined)
    setRound(round + 1)
  }
  if (saved) return <Done {...saved} onAnother={again} />
  return <Form key={round} onSaved={setSaved} onAgain={again} />
}

function Form({ onSaved, onAgain }: { onSaved: (saved: Saved) => void; onAgain: () => void }) {
  const { t } = useTranslation('fieldLog')
  const { assetId: asked } = useLocalSearchParams<{ assetId?: string }>()
  const database = useDatabase()
  const person = usePerson()
  const { may, staffId, userId } = person
  const recent = useRecent('assets')
  const [first, setFirst] = useState<Offers>()
  const kept = useKept<QuickDraft>({ key: QUICK, kind: QUICK, subject: '', read: readQuick, begin: first && (() => blank(newId(), newId(), first.minutes)) })
  const { draft, change } = kept
  const offers = useOffers(recent, draft?.assetId ?? null)
  const place = usePlace(draft?.siteId, draft?.locationId)
  const [saving, setSaving] = useState(false)
  useEffect(() => {
    if (offers && !first) setFirst(offers)
  }, [offers, first])
  const set = (values: Partial<QuickDraft>) => change((now) => ({ ...now, ...values }))
  const ready = !!draft
  useEffect(() => {
    if (!asked || !ready) return
    set({ assetId: asked, siteId: null, locationId: null })
    router.setParams({ assetId: undefined })
  }, [asked, ready])
  if (!draft || !offers) {
    return (
      <Screen title={t('quick.title')}>
        <Skeleton />
      </Screen>
    )
  }
  const outcome = outcomeOf(may) === 'complete' ? 'complete' : 'waits'
  const timed = outcome === 'waits' || (!!staffId && may('logs:create'))
  const thing = offers.things.find(({ id }) => id === draft.assetId)
  const save = async () => {
    setSaving(true)
    try {
      const now = Date.now()
      const whole = { ...draft, siteId: draft.siteId ?? thing?.siteId ?? null, locationId: draft.locationId ?? thing?.locationId ?? null }
      const what = thing?.name ?? (place && pathText(place)) ?? t('quick.somewhere')
      const note = [t('quick.note', { name: person.name, at: asMoment(now) }), draft.minutes ? t('quick.noteTime', { minutes: draft.minutes }) : ''].filter(Boolean).join(' ')
      const { title, description } = titled(draft.text, t('quick.fixed', { what }))
      await kept.flush()
      await saveFixed(database, { draft: whole, outcome, title, description, note, userId, staffId, logs: may('logs:create'), now, today: dayOf(now, person.timeZone) })
      kept.end()
      if (draft.assetId) await remember(database, 'assets', draft.assetId)
      succeeded()
      onSaved({ orderId: draft.orderId, title })
    } finally {
      setSaving(false)
    }
  }
  const begun = isSaid(draft)
  return (
    <Screen
      title={t('quick.title')}
      subtitle={t('quick.help')}
      actions={begun && <IconButton icon="rotate-ccw" label={t('quick.drop')} tone="muted" onPress={() => (change((now) => blank(now.orderId, now.entryId, first?.minutes ?? null)), void kept.flush().then(onAgain))} />}
      footer={<Button wide look="primary" icon="check" label={t('quick.done')} busy={saving} disabled={!begun} onPress={() => void save()} />}
    >
      <What draft={draft} things={offers.things} onChange={set} />
      <Did draft={draft} phrases={offers.phrases} timed={timed} onChange={set} />
      {may('files:create') && <Photos subject="work_order" subjectId={draft.orderId} role="after" compact />}
      <Text size="sm" tone="muted">
        {t(!begun ? 'quick.nothing' : outcome === 'complete' ? 'quick.willComplete' : 'quick.willWait')}
      </Text>
    </Screen>
  )
}

function Done({ orderId, title, onAnother }: Saved & { onAnother: () => void }) {
  const { t } = useTranslation('fieldLog')
  return (
    <Screen
      title={t('quick.title')}
      footer={
        <>
          <Button wide icon="clipboard-list" label={t('quick.show')} onPress={() => router.push(`/work-orders/${orderId}`)} />
          <Button wide look="primary" icon="zap" label={t('quick.another')} onPress={onAnother} />
        </>
      }
    >
      <EmptyState icon="circle-check" title={t('quick.doneTitle')} help={t('quick.doneHelp', { title })} />
      <Photos subject="work_order" subjectId={orderId} role="after" compact />
    </Screen>
  )
}
