import { router, useIsFocused } from 'expo-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowDimensions, View } from 'react-native'
import { useDatabase } from '@/db'
import { refused, succeeded } from '@/platform/haptics'
import { remember } from '@/features/pickers'
import { usePerson } from '@/session'
import { Button, IconButton, Screen, TextInput } from '@/ui'
import { AssetSheet } from './AssetSheet'
import { find, type Found } from './find'
import { LastScanned } from './LastScanned'
import { read } from './read'
import { Onward } from './Onward'
import { Scanner } from './Scanner'
import { SeveralSheet } from './SeveralSheet'
import { UnknownSheet } from './UnknownSheet'

/** Scan, or type what stands on the label: both lead to the asset and what one can do with it. */
export default function ScanScreen() {
  const { t } = useTranslation('fieldThings')
  const database = useDatabase()
  const focused = useIsFocused()
  const { may } = usePerson()
  const { height } = useWindowDimensions()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<Found>()

  const show = useCallback(
    (asset: string) => {
      void remember(database, 'scanned', asset)
      setFound({ kind: 'asset', id: asset, name: '' })
    },
    [database],
  )
  const look = useCallback(
    async (text: string) => {
      const answer = await find(database, read(text))
      if (answer.kind === 'unknown') refused()
      else succeeded()
      if (answer.kind === 'asset') return show(answer.id)
      if (answer.kind === 'work_order') return router.push(`/work-orders/${answer.id}` as never)
      if (answer.kind === 'request') return router.push(`/requests/${answer.id}` as never)
      setFound(answer)
    },
    [database, show],
  )
  const submit = () => {
    if (typed.trim()) void look(typed)
  }
  return (
    <Screen
      title={t('scan.title')}
      actions={may('assets:read') && <IconButton icon="search" label={t('scan.search')} onPress={() => router.push('/assets' as never)} />}
    >
      <Scanner active={focused} paused={!!found} height={Math.round(Math.min(340, Math.max(170, height * 0.38)))} onText={(text) => void look(text)} />
      <View style={{ flexDirection: 'row', alignItems: 'flex-end', gap: 8 }}>
        <View style={{ flex: 1 }}>
          <TextInput
            label={t('scan.byHand')}
            value={typed}
            onChange={setTyped}
            autoCapitalize="none"
            autoCorrect={false}
            returnKeyType="search"
            onSubmitEditing={submit}
            testID="scan-code"
          />
        </View>
        {/* In a box of its own, for a button keeps to the top. */}
        <View>
          <Button look="primary" icon="search" label={t('scan.find')} disabled={!typed.trim()} onPress={submit} />
        </View>
      </View>
      <LastScanned onPick={show} />
      <Onward />
      <AssetSheet id={found?.kind === 'asset' ? found.id : undefined} onClose={() => (setFound(undefined), setTyped(''))} />
      <SeveralSheet ids={found?.kind === 'assets' ? found.ids : undefined} onPick={show} onClose={() => setFound(undefined)} />
      <UnknownSheet unknown={found?.kind === 'unknown' ? found : undefined} onClose={() => setFound(undefined)} />
    </Screen>
  )
}
