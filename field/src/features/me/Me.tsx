import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { useConflictCount } from '@/conflicts'
import { PhotoQueuePanel } from '@/features/photos'
import { syncNow, useWaiting } from '@/sync'
import { Card, Row, Screen } from '@/ui'
import { DeviceCard } from './DeviceCard'
import { PersonCard } from './PersonCard'
import { SignOut } from './SignOut'
import { SyncCard } from './SyncCard'
import { WaitingCard } from './WaitingCard'

/** Who works here, how this device and the office stand, and how to leave. */
export default function MeScreen() {
  const { t } = useTranslation(['fieldMe', 'field'])
  const conflicts = useConflictCount()
  const pictures = useWaiting()?.some(({ table }) => table === 'photos')
  return (
    <Screen title={t('field:me.title')} onRefresh={syncNow}>
      {conflicts > 0 && (
        <Card>
          <Row first lines={4} icon="triangle-alert" iconTone="warn" title={t('conflicts.count', { count: conflicts })} onPress={() => router.push('/conflicts')} />
        </Card>
      )}
      <SyncCard />
      <WaitingCard />
      {pictures && <PhotoQueuePanel />}
      <PersonCard />
      <Card>
        <Row first icon="settings" title={t('settings.title')} onPress={() => router.push('/settings')} />
        {conflicts === 0 && <Row icon="circle-check" title={t('conflicts.title')} detail={t('conflicts.none')} onPress={() => router.push('/conflicts')} />}
      </Card>
      <DeviceCard />
      <SignOut />
    </Screen>
  )
}
