import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Platform } from 'react-native'
import { openSettings } from '@/push/channel'
import { turnOff, turnOn, usePush } from '@/push/push'
import { Banner, Button, Line, toast } from '@/ui'

/** Being told on this device: asked for only after a tap. `offer`: only where there is something to decide, and it can be put off. */
export function PushCard({ offer, onLater }: { offer?: boolean; onLater?: () => void }) {
  const { t } = useTranslation('fieldMe')
  const state = usePush()
  const [busy, setBusy] = useState(false)
  const attempt = (work: Promise<void>, said: string) => {
    setBusy(true)
    work.then(() => toast({ text: said }), () => toast({ text: t('push.failed') })).finally(() => setBusy(false))
  }
  if (state === 'unknown' || (offer && (state === 'on' || state === 'no' || state === 'noProject'))) return null
  const later = offer && onLater && <Button look="quiet" label={t('push.later')} onPress={onLater} />
  switch (state) {
    case 'off':
      return (
        <Banner icon="bell" title={t('push.title')} action={
          <Line>
            <Button icon="bell" busy={busy} label={t('push.turnOn')} onPress={() => attempt(turnOn(t('push.channel')), t('push.on'))} />
            {later}
          </Line>
        }>
          {t('push.help')}
        </Banner>
      )
    case 'on':
      return <Banner tone="good" icon="bell" title={t('push.on')} action={<Button busy={busy} label={t('push.turnOff')} onPress={() => attempt(turnOff(), t('push.off'))} />} />
    case 'refused':
      return (
        <Banner tone="warn" icon="bell" title={t('push.refused')} action={
          <Line>
            {openSettings && <Button icon="settings" label={t('push.openSettings')} onPress={openSettings} />}
            {later}
          </Line>
        }>
          {t(Platform.OS === 'web' ? 'push.refusedWeb' : 'push.refusedNative')}
        </Banner>
      )
    case 'install':
      return <Banner icon="bell" title={t('push.install')} action={later}>{t('push.installHelp')}</Banner>
    default:
      return <Banner tone="quiet" icon="bell" title={t(state === 'noProject' ? 'push.noProject' : 'push.unsupported')} />
  }
}
