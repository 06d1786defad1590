import { router, useLocalSearchParams } from 'expo-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { row, useDatabase, write } from '@/db'
import { useDraft } from '@/drafts/useDraft'
import { AssetField, PlaceField } from '@/features/pickers'
import { Photos } from '@/features/photos'
import { removePhotosOf } from '@/photos/queue'
import { refused } from '@/platform/haptics'
import { usePerson } from '@/session'
import { Banner, Button, EmptyState, Screen, Segmented, Skeleton, Text, TextInput, toast } from '@/ui'
import { PRIORITIES, priorityKey } from '@/work/status'
import { FromLabel } from './FromLabel'
import { type About, begin, keyOf, KIND, type RequestDraft } from './draft'
import { MOST, toldOf } from './text'

/** Tell what is wrong. One box is enough; where, how urgent and pictures can be added. */
export default function NewRequestScreen() {
  const { t } = useTranslation(['fieldThings', 'common'])
  const { assetId, siteId, locationId, code, draft: begun } = useLocalSearchParams<Partial<Record<keyof About | 'draft', string>>>()
  const about = { assetId, siteId, locationId, code }
  const { userId, may } = usePerson()
  const database = useDatabase()
  const draft = useDraft<RequestDraft>({ key: begun ?? keyOf(about), kind: KIND, subject: assetId ?? null, begin: () => begin(about) })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const value = draft.value
  const told = value && toldOf(value.text)

  if (!may('requests:create')) {
    return (
      <Screen title={t('request.new')} back home="/requests">
        <EmptyState icon="lock" title={t('request.mayNot')} />
      </Screen>
    )
  }
  if (!value) {
    return (
      <Screen title={t('request.new')} back home="/requests">
        <Skeleton />
      </Screen>
    )
  }
  const send = async () => {
    setTried(true)
    if (!told) return refused()
    setBusy(true)
    try {
      const now = Date.now()
      await write(database, async (to) => {
        to.create('work_requests', {
          id: value.id,
          ...told,
          status: 'new',
          priority: value.priority,
          ...(await placed(value)),
          requested_by_id: userId,
          reported_at: now,
          created_at: now,
          created_by: userId,
        })
        await draft.endIn(to)
      })
    } finally {
      setBusy(false)
    }
    toast({ text: t('request.saved') })
    router.replace(`/requests/${value.id}` as never)
  }
  /** An asset says where it is; what was said beside it counts only without one. */
  const placed = async ({ assetId: asset, siteId: site, locationId: location, code, codeName }: RequestDraft) => {
    if (code && !asset && !site && !location) return { place_code: code, place_name: codeName }
    const thing = asset ? await row(database, 'assets', asset) : undefined
    return thing ? { asset_id: thing.id, site_id: thing.site_id, location_id: thing.location_id } : { asset_id: null, site_id: site, location_id: location }
  }
  return (
    <Screen title={t('request.new')} back home="/requests" footer={<Button wide look="primary" icon="send" busy={busy} label={t('request.send')} onPress={() => void send()} />}>
      {draft.restored && value.text !== '' && (
        <Banner tone="info" title={t('draft.restored')} action={<Button look="quiet" icon="trash-2" label={t('draft.discard')} onPress={() => void removePhotosOf('work_request', value.id).then(draft.discard)} />} />
      )}
      <TextInput
        label={t('request.what')}
        help={may('assets:read') || value.code ? undefined : t('request.sayWhere')}
        fault={tried && !told ? t('common:fieldRequired') : undefined}
        value={value.text}
        onChange={(text) => draft.change({ text })}
        multiline
        autoFocus={!draft.restored}
        maxLength={MOST}
        testID="request-text"
      />
      <Photos subject="work_request" subjectId={value.id} compact />
      {value.code && <FromLabel code={value.code} name={value.codeName} onName={(codeName) => draft.change({ codeName })} onForget={() => draft.change({ code: null, codeName: null })} />}
      {may('assets:read') && !value.code && (
        <>
          <AssetField optional value={value.assetId} onChange={(id) => draft.change({ assetId: id })} />
          {!value.assetId && <PlaceField optional value={value} onChange={(place) => draft.change(place)} />}
        </>
      )}
      <Segmented
        label={t('request.priority')}
        value={value.priority}
        options={[...PRIORITIES].reverse().map((priority) => ({ value: priority as string, label: t(priorityKey(priority)) }))}
        onChange={(priority) => draft.change({ priority })}
      />
      <Text size="sm" tone="muted">
        {t('request.help')}
      </Text>
    </Screen>
  )
}
