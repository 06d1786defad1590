import { router } from 'expo-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Linking, Platform } from 'react-native'
import { useStore } from '@fettle/kit/store'
import { online } from '@/platform/presence'
import { serverAddress } from '@/platform/server'
import { syncNow, useSync } from '@/sync'
import { Button, EmptyState, Skeleton, Stack } from '@/ui'

/**
 * In place of a record that is not on this device, as after a link: it is looked for by sync once, then said plainly. `office`: its path
 * there, `/work-orders/7`.
 */
export function Absent({ office }: { office: string }) {
  const { t } = useTranslation('fieldMe')
  const connected = useStore(online)
  const state = useSync()
  const [looked, setLooked] = useState(false)
  useEffect(() => {
    if (looked || !connected) return
    let over = false
    void syncNow().then(() => !over && setLooked(true))
    return () => {
      over = true
    }
  }, [looked, connected])
  const away = !connected || state.kind === 'offline' || state.kind === 'signIn' || state.kind === 'failed'
  if (!away && (!looked || state.kind === 'syncing')) {
    return (
      <Stack>
        <EmptyState icon="search" title={t('absent.looking')} />
        <Skeleton rows={3} />
      </Stack>
    )
  }
  return (
    <EmptyState
      icon={away ? 'cloud-off' : 'circle-question-mark'}
      title={t(away ? 'absent.offline' : 'absent.title')}
      help={t(away ? 'absent.offlineHelp' : 'absent.help')}
      action={
        <>
          {connected && <Button icon="refresh-cw" label={t('absent.again')} onPress={() => setLooked(false)} />}
          {connected && <Button icon="external-link" label={t('absent.office')} onPress={() => void openOffice(office)} />}
          <Button look="primary" icon="clipboard-list" label={t('absent.work')} onPress={() => router.replace('/')} />
        </>
      }
    />
  )
}

async function openOffice(path: string): Promise<void> {
  const address = `${serverAddress()}${path}`
  if (Platform.OS === 'web') window.open(address, '_blank', 'noopener')
  else await Linking.openURL(address)
}
