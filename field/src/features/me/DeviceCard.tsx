import Constants from 'expo-constants'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { persist } from '@/platform/place'
import { useSync, useWaiting } from '@/sync'
import { Banner, Button, Card, Heading, Sheet, Text, toast } from '@/ui'
import { getAnew } from './anew'
import { asBytes } from './bytes'
import { install, useInstalling } from './install'
import { type Room, room } from './storage'
import { useUpdate } from './update'

/** The app on this device: installing, a newer version, room, everything anew. */
export function DeviceCard() {
  const { t } = useTranslation('fieldMe')
  const installing = useInstalling()
  const update = useUpdate()
  return (
    <Card padded>
      <Heading>{t('device.title')}</Heading>
      {update && (
        <Banner tone="info" icon="download" title={t('device.update')} action={<Button look="primary" label={t('device.updateVerb')} onPress={update} />}>
          {t('device.updateHelp')}
        </Banner>
      )}
      {installing !== 'no' && (
        <Banner
          tone="info"
          icon="download"
          title={t('device.install')}
          action={installing === 'prompt' && <Button look="primary" icon="download" label={t('device.install')} onPress={() => void install().then((done) => done && toast({ text: t('device.installed') }))} />}
        >
          {installing === 'ios' ? `${t('device.installHelp')} ${t('device.installIos')}` : t('device.installHelp')}
        </Banner>
      )}
      <Storage />
      <Anew />
      <Text size="sm" tone="muted">{t('device.version', { version: Constants.expoConfig?.version ?? '' })}</Text>
    </Card>
  )
}

function Storage() {
  const { t } = useTranslation('fieldMe')
  const database = useDatabase()
  const lastAt = useSync().lastAt
  const [now, setNow] = useState<Room>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let over = false
    void room(database).then((found) => !over && setNow(found), () => undefined)
    return () => {
      over = true
    }
  }, [database, lastAt, asked])
  if (!now) return null
  const size = asBytes(now.used)
  const ask = () =>
    void persist().then((kept) => {
      setAsked(asked + 1)
      if (!kept) toast({ text: t('device.keepRefused') })
    })
  return (
    <>
      <Text>{now.free === undefined ? t('device.used', { size }) : t('device.usedOf', { size, free: asBytes(now.free) })}</Text>
      {now.kept !== undefined && <Text size="sm" tone={now.kept ? 'muted' : 'warn'}>{t(now.kept ? 'device.kept' : 'device.notKept')}</Text>}
      {now.kept === false && <Button icon="lock" label={t('device.keep')} onPress={ask} />}
    </>
  )
}

function Anew() {
  const { t } = useTranslation('fieldMe')
  const waits = (useWaiting() ?? []).reduce((sum, { table, count }) => sum + (table === 'photos' ? 0 : count), 0)
  const state = useSync()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const go = () => {
    setAsking(false)
    setBusy(true)
    getAnew()
      .then((left) => toast({ text: left ? t('device.anewWaits', { count: left }) : t('device.anewDone') }), () => toast({ text: t('device.anewFailed') }))
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button icon="rotate-ccw" label={t('device.anew')} busy={busy} disabled={waits > 0 || state.kind === 'offline' || state.kind === 'signIn'} onPress={() => setAsking(true)} />
      <Text size="sm" tone="muted">{waits ? t('device.anewWaits', { count: waits }) : t('device.anewHelp')}</Text>
      <Sheet
        open={asking}
        title={t('device.anewTitle')}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button wide label={t('person.stay')} onPress={() => setAsking(false)} />
            <Button wide look="primary" label={t('device.anewBegin')} onPress={go} />
          </>
        }
      >
        <Text>{t('device.anewHelp')}</Text>
      </Sheet>
    </>
  )
}
