import { router, useIsFocused, useLocalSearchParams } from 'expo-router'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowDimensions, View } from 'react-native'
import { useDatabase, useLive } from '@/db'
import { refused, succeeded } from '@/platform/haptics'
import { remember } from '@/features/pickers'
import { usePerson } from '@/session'
import { Button, IconButton, Screen, TextInput } from '@/ui'
import { asking } from './asked'
import { AssetSheet } from './AssetSheet'
import { find, type Found } from './find'
import { LastScanned } from './LastScanned'
import { read } from './read'
import { Onward } from './Onward'
import { PlaceSheet } from './PlaceSheet'
import { Scanner } from './Scanner'
import { SeveralSheet } from './SeveralSheet'
import { UnknownSheet } from './UnknownSheet'

/**
 * Scan, or type what stands on the label: both lead to the asset or the place and what one can do there; who only asks comes to a new request.
 * `code`: the app was opened by a label.
 */
export default function ScanScreen() {
  const { t } = useTranslation('fieldThings')
  const database = useDatabase()
  const focused = useIsFocused()
  const { may } = usePerson()
  const { code } = useLocalSearchParams<{ code?: string }>()
  const knows = may('assets:read')
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
      const scanned = read(text)
      const onward = knows ? undefined : asking(scanned)
      if (onward) {
        succeeded()
        return router.push(onward as never)
      }
      const answer = await find(database, scanned)
      if (answer.kind === 'unknown') refused()
      else succeeded()
      if (answer.kind === 'asset') return show(answer.id)
      if (answer.kind === 'work_order') return router.push(`/work-orders/${answer.id}` as never)
      if (answer.kind === 'request') return router.push(`/requests/${answer.id}` as never)
      if (answer.kind === 'place') void remember(database, 'scanned', answer.id)
      setFound(answer)
    },
    [database, show, knows],
  )
  useEffect(() => {
    if (code) void look(`/r/${code}`)
  }, [code, look])
  // What is not known may come while somebody looks, above all after signing in.
  const missing = found?.kind === 'unknown' ? found.code : undefined
  const come = useLive(['assets', 'locations', 'sites'], async (database) => (missing ? find(database, { kind: 'label', code: missing, text: missing }) : undefined), [missing])
  useEffect(() => {
    if (come?.kind === 'asset') show(come.id)
    else if (come?.kind === 'place') setFound(come)
  }, [come, show])
  /** From here on the same label is another scan. */
  const leave = () => {
    setFound(undefined)
    if (code) router.setParams({ code: undefined })
  }
  const close = () => {
    leave()
    setTyped('')
  }
  const submit = () => {
    if (typed.trim()) void look(typed)
  }
  return (
    <Screen
      title={t('scan.title')}
      actions={knows && <IconButton icon="search" label={t('scan.search')} onPress={() => router.push('/assets' as never)} />}
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
      {knows && <LastScanned onPick={show} onPlace={setFound} />}
      <Onward />
      <AssetSheet id={found?.kind === 'asset' ? found.id : undefined} onClose={close} />
      <PlaceSheet place={found?.kind === 'place' ? found : undefined} onClose={close} />
      <SeveralSheet ids={found?.kind === 'assets' ? found.ids : undefined} onPick={show} onClose={leave} />
      <UnknownSheet unknown={found?.kind === 'unknown' ? found : undefined} onClose={leave} />
    </Screen>
  )
}
