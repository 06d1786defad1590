import { router, useLocalSearchParams } from 'expo-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Conflicts } from '@/conflicts'
import { useDatabase, useRow, write } from '@/db'
import { useDraft } from '@/drafts/useDraft'
import { refused } from '@/platform/haptics'
import { usePerson } from '@/session'
import { Banner, Button, EmptyState, Screen, Skeleton, toast } from '@/ui'
import { useMeters } from '../meters'
import { EntryCard } from './EntryCard'
import { type Entry, NOTHING, verdict } from './entry'
import { instantOf, type Moment } from './moment'
import { takenOf } from './taken'
import { When } from './When'
import { CLOCKS_DIFFER } from './judge'

interface Typed {
  entries: Record<string, Entry>
  moment?: Moment
}

const begin = (): Typed => ({ entries: {} })

/** The meters of an asset, all on one sheet: type what they show, save once. The one that was asked for comes first. */
export default function ReadingsScreen() {
  const { t } = useTranslation(['fieldThings', 'field'])
  const { id, meterId } = useLocalSearchParams<{ id: string; meterId?: string }>()
  const { userId, timeZone, may } = usePerson()
  const database = useDatabase()
  const asset = useRow('assets', id)
  const found = useMeters(id)
  const draft = useDraft<Typed>({ key: `readings.${id}`, kind: 'readings', subject: id, begin })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const meters = useMemo(() => [...(found ?? [])].sort((a, b) => Number(b.meter.id === meterId) - Number(a.meter.id === meterId)), [found, meterId])
  const typed = draft.value

  if (!found || !typed || asset === undefined) {
    return (
      <Screen title={t('reading.title')} back home={`/assets/${id}`}>
        <Skeleton />
      </Screen>
    )
  }
  if (!meters.length || !may('readings:create')) {
    return (
      <Screen title={t('reading.title')} subtitle={asset?.name} back home={`/assets/${id}`}>
        <EmptyState icon="gauge" title={t('meter.none')} help={asset ? undefined : t('field:notHereHelp')} />
      </Screen>
    )
  }
  const now = Date.now()
  const stated = typed.moment && instantOf(typed.moment, timeZone)
  const at = stated ?? now
  const timeFault = !typed.moment ? undefined : stated === undefined ? t('reading.noTime') : stated > now + CLOCKS_DIFFER ? t('reading.future') : undefined
  const judged = meters.map((each) => {
    const entry = typed.entries[each.meter.id] ?? NOTHING
    return { ...each, entry, verdict: verdict(each.meter, entry, at, takenOf(each.readings), now) }
  })
  const ready = judged.filter((each) => each.verdict.kind === 'fine')
  const stuck = judged.some((each) => each.verdict.kind === 'asks' || each.verdict.kind === 'wrong')

  const save = async () => {
    setTried(true)
    if (stuck || timeFault || !ready.length) return refused()
    setBusy(true)
    try {
      await write(database, async (to) => {
        for (const { meter, entry, verdict: said } of ready) {
          if (said.kind !== 'fine') continue
          const note = [entry.sure && entry.sure !== 'right' ? t(`reading.${entry.sure}`) : '', entry.note.trim()].filter(Boolean).join('. ')
          to.create('meter_readings', { meter_id: meter.id, read_at: at, value: said.value, note: note || null, source: 'phone', created_at: Date.now(), created_by: userId })
        }
        await draft.endIn(to)
      })
    } finally {
      setBusy(false)
    }
    toast({ text: t('reading.saved', { count: ready.length }) })
    if (router.canGoBack()) router.back()
    else router.replace(`/assets/${id}` as never)
  }
  return (
    <Screen
      title={t('reading.title')}
      subtitle={asset?.name}
      back
      home={`/assets/${id}`}
      footer={<Button wide look="primary" icon="check" busy={busy} label={ready.length > 1 ? t('reading.saveMany', { count: ready.length }) : t('reading.save')} disabled={!ready.length && !stuck} onPress={() => void save()} />}
    >
      {draft.restored && (
        <Banner tone="info" title={t('draft.restored')} action={<Button look="quiet" icon="trash-2" label={t('draft.discard')} onPress={() => void draft.discard()} />} />
      )}
      <Conflicts collection="assets" recordId={id} />
      <When moment={typed.moment} fault={timeFault} onChange={(moment) => draft.change((before) => ({ ...before, moment }))} />
      {judged.map((each) => (
        <EntryCard
          key={each.meter.id}
          {...each}
          first={each.meter.id === meterId}
          tried={tried}
          onChange={(entry) => draft.change((before) => ({ ...before, entries: { ...before.entries, [each.meter.id]: entry } }))}
        />
      ))}
    </Screen>
  )
}
