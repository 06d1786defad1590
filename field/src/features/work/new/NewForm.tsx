import { router } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Row, useDatabase, write } from '@/db'
import { forgetDraft, forgetIn, useKept } from '@/drafts/keeping'
import { AssetField, PlaceField } from '@/features/pickers'
import { newId } from '@/lib/ids'
import { usePerson } from '@/session'
import { Banner, Button, Choice, Screen, Segmented, Skeleton, TextInput, Toggle, toast } from '@/ui'
import { asDay } from '@/words/format'
import { addDays, dayOf, endOf, numberOf, PRIORITIES, priorityKey } from '@/work'
import { beginNew, type From, keyOf, NEW, type New, readNew, recordOf } from './draft'

interface Props {
  from: From
  asset: Row<'assets'> | null
  followed: Row<'work_orders'> | null
  followedAssets: readonly string[]
  /** Begin again, with nothing of what was typed. */
  onAnew: () => void
}

/** So many days ahead can be chosen. */
const AHEAD = 60

export function NewForm({ from, asset, followed, followedAssets, onAnew }: Props) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const database = useDatabase()
  const { may, staffId, userId, timeZone } = usePerson()
  const approves = may('work_orders:approve')
  const [pressed, setPressed] = useState(false)
  const [busy, setBusy] = useState(false)
  const key = keyOf(from)
  const begin = () => beginNew({ asset, followed: followed && { ...followed, title: t('new.followTitle', { title: followed.title }) }, followedAssets, place: from, approves, mine: !!staffId })
  const { draft, resumed, change, end, flush } = useKept<New>({ key, kind: NEW, subject: from.followUpOf ?? from.assetId ?? '', read: readNew, begin })
  if (!draft) {
    return (
      <Screen title={t('new.title')} back>
        <Skeleton />
      </Screen>
    )
  }
  const set = (part: Partial<New>) => change((now) => ({ ...now, ...part }))
  const missing = !draft.title.trim()
  const today = dayOf(Date.now(), timeZone)
  const save = async () => {
    setPressed(true)
    if (missing || busy) return
    setBusy(true)
    await flush()
    end()
    const id = newId()
    await write(database, async (to) => {
      to.create('work_orders', { id, ...recordOf(draft, followed, { userId, staffId, now: Date.now(), endOfDay: (days) => endOf(addDays(today, days), timeZone) }) })
      // The office knows what work is about by both ids together.
      draft.assetIds.forEach((assetId, position) => to.create('work_order_assets', { id: `${id}.${assetId}`, work_order_id: id, asset_id: assetId, position }))
      await forgetIn(database, to, key)
    })
    router.replace(`/work-orders/${id}`)
    toast({ text: t('new.saved') })
  }
  const discard = async () => {
    end()
    await forgetDraft(database, key)
    onAnew()
  }
  const dates = Array.from({ length: AHEAD }, (_, days) => ({ value: String(days), label: days === 0 ? t('due.today') : days === 1 ? t('due.tomorrow') : asDay(endOf(addDays(today, days), timeZone)) }))
  return (
    <Screen title={followed ? t('new.follow') : t('new.title')} subtitle={followed ? [numberOf(followed), followed.title].filter(Boolean).join(' · ') : undefined} back footer={<Button wide look="primary" icon="check" busy={busy} label={t('new.save')} onPress={() => void save()} />}>
      {resumed && <Banner tone="info" icon="history" title={t('common:form.restored')} action={<Button label={t('common:form.discard')} onPress={() => void discard()} />} />}
      <TextInput label={t('new.what')} value={draft.title} fault={pressed && missing ? t('common:fieldRequired') : undefined} onChange={(title) => set({ title })} autoFocus={!resumed} maxLength={200} />
      <TextInput label={t('new.description')} optional multiline value={draft.description} onChange={(description) => set({ description })} />
      <Segmented label={t('filter.priority')} value={draft.priority} options={[...PRIORITIES].reverse().map((value) => ({ value: value as string, label: t(priorityKey(value)) }))} onChange={(priority) => set({ priority })} />
      {draft.assetIds.length > 1 ? (
        draft.assetIds.map((id) => <AssetField key={id} optional value={id} onChange={(next) => set({ assetIds: draft.assetIds.flatMap((each) => (each === id ? (next ?? []) : each)) })} />)
      ) : (
        <AssetField
          optional
          value={draft.assetIds[0] ?? null}
          onChange={(id, picked) => set({ assetIds: id ? [id] : [], ...(picked?.siteId && { siteId: picked.siteId, locationId: picked.locationId }) })}
        />
      )}
      <PlaceField optional value={{ siteId: draft.siteId, locationId: draft.locationId }} onChange={set} />
      <Choice label={t('filter.due')} optional value={draft.dueIn === null ? null : String(draft.dueIn)} options={dates} onChange={(value) => set({ dueIn: value === null ? null : Number(value) })} />
      {staffId && <Toggle label={t('new.mine')} value={draft.mine} onChange={(mine) => set({ mine })} />}
      {approves && <Toggle label={t('new.approve')} help={t('new.approveHelp')} value={draft.approve} onChange={(approve) => set({ approve })} />}
    </Screen>
  )
}
