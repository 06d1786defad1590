import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { PushCard } from '@/features/notifications'
import { speakHere } from '@/frame/begin'
import { hapticsWanted, wantHaptics } from '@/platform/hapticsWanted'
import { useStore } from '@fettle/kit/store'
import { chooseWifiOnly, wifiOnly } from '@/photos/settings'
import { chooseLook, type Look, useLook } from '@/theme'
import { Badge, Card, Heading, Line, Screen, Segmented, Text, Toggle } from '@/ui'
import { LANGUAGES } from '@/words/words'

/** How the app looks, speaks and behaves on this device. What is chosen holds at once. */
export default function SettingsScreen() {
  const { t, i18n } = useTranslation(['fieldMe', 'common'])
  const look = useLook()
  const haptics = useStore(hapticsWanted)
  const database = useDatabase()
  const wifi = useStore(wifiOnly)
  return (
    <Screen title={t('settings.title')} back home="/me">
      <Card padded>
        <Heading>{t('settings.look')}</Heading>
        <Segmented
          label={t('settings.language')}
          value={i18n.language}
          options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          onChange={(language) => void speakHere(language)}
        />
        <Segmented<Look['scheme']>
          label={t('settings.colours')}
          value={look.scheme}
          options={[{ value: 'system', label: t('settings.system') }, { value: 'light', label: t('settings.light') }, { value: 'dark', label: t('settings.dark') }]}
          onChange={(scheme) => chooseLook({ scheme })}
        />
        <Toggle label={t('settings.contrast')} help={t('settings.contrastHelp')} value={look.contrast} onChange={(contrast) => chooseLook({ contrast })} />
        <Segmented
          label={t('settings.text')}
          value={String(look.text)}
          options={[{ value: '1', label: t('settings.normal') }, { value: '1.15', label: t('settings.large') }, { value: '1.3', label: t('settings.largest') }]}
          onChange={(text) => chooseLook({ text: Number(text) as Look['text'] })}
        />
        <Card padded>
          <Text bold>{t('settings.sampleHelp')}</Text>
          <Text tone="muted">{t('settings.sample')}</Text>
          <Line>
            <Badge tone="info" label={t('common:status.in_progress')} />
            <Badge tone="bad" icon="triangle-alert" label={t('common:priority.urgent')} />
          </Line>
        </Card>
      </Card>
      <Card padded>
        <Heading>{t('settings.handling')}</Heading>
        <Segmented<Look['hand']>
          label={t('settings.hand')}
          help={t('settings.handHelp')}
          value={look.hand}
          options={[{ value: 'left', label: t('settings.left') }, { value: 'right', label: t('settings.right') }]}
          onChange={(hand) => chooseLook({ hand })}
        />
        <Toggle label={t('settings.haptics')} help={t('settings.hapticsHelp')} value={haptics} onChange={wantHaptics} />
      </Card>
      <Card padded>
        <Heading>{t('settings.data')}</Heading>
        <Toggle label={t('settings.wifi')} help={t('settings.wifiHelp')} value={wifi} onChange={(chosen) => void chooseWifiOnly(database, chosen)} />
      </Card>
      <Card padded>
        <Heading>{t('settings.news')}</Heading>
        <PushCard />
      </Card>
    </Screen>
  )
}
