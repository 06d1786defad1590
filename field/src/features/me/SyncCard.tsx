import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { useStore } from '@fettle/kit/store'
import { online } from '@/platform/presence'
import { syncNow, useRefused, useSync } from '@/sync'
import { Banner, Button, Card, Heading, Text } from '@/ui'
import { asMoment, asTime } from '@/words/format'
import { doing, failureText } from './failure'

/** Whether this device and the office are in step, what goes on now, and what hinders it. */
export function SyncCard() {
  const { t } = useTranslation('fieldMe')
  const state = useSync()
  const connected = useStore(online)
  const refused = useRefused().length
  const first = state.kind === 'syncing' && state.lastAt === undefined
  return (
    <Card padded>
      <Heading>{t('sync.title')}</Heading>
      <Text tone="muted">{state.lastAt ? t('sync.last', { at: asMoment(state.lastAt) }) : t('sync.never')}</Text>
      {state.kind === 'syncing' && (
        <Banner tone="info" icon={state.phase === 'push' ? 'cloud-upload' : 'download'} title={doing(t, state)}>
          {first ? t('sync.first') : undefined}
        </Banner>
      )}
      {state.kind === 'offline' && (
        <Banner tone="quiet" icon="cloud-off" title={t(connected ? 'sync.unreachable' : 'sync.offline')}>
          {t('sync.offlineHelp')}
        </Banner>
      )}
      {state.kind === 'signIn' && (
        <Banner tone="warn" icon="lock" title={t('sync.signIn')} action={<Button icon="lock" label={t('sync.signInVerb')} onPress={() => router.push('/sign-in')} />}>
          {t('sync.signInHelp')}
        </Banner>
      )}
      {state.kind === 'failed' && (
        <Banner tone="bad" icon="triangle-alert" title={t('sync.failed')}>
          {[failureText(t, state.failure), state.retryAt ? t('sync.retryAt', { at: asTime(state.retryAt) }) : '', t('sync.safe')].filter(Boolean).join(' ')}
        </Banner>
      )}
      {refused > 0 && <Banner tone="warn" icon="triangle-alert" title={t('sync.refused', { count: refused })} />}
      {state.kind !== 'signIn' && (
        <Button icon="refresh-cw" label={t(state.kind === 'failed' || state.kind === 'offline' ? 'sync.again' : 'sync.now')} busy={state.kind === 'syncing'} onPress={() => void syncNow()} />
      )}
    </Card>
  )
}
