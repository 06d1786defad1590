import { router, useLocalSearchParams } from 'expo-router'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { type AssetItem, assetDetail, found, saidOfAsset, useAssetItems } from '@/features/pickers'
import { syncNow } from '@/sync'
import { useTheme } from '@/theme'
import { Badge, Choice, EmptyState, IconButton, List, Row, Screen, Skeleton, TextInput } from '@/ui'
import { statusLook } from './looks'

/** Every asset on this device, found by name, number, serial number or place. */
export default function AssetsScreen() {
  const { t } = useTranslation('fieldThings')
  const theme = useTheme()
  const { q, siteId } = useLocalSearchParams<{ q?: string; siteId?: string }>()
  const all = useAssetItems()
  const [typed, setTyped] = useState(q ?? '')
  const [site, setSite] = useState<string | null>(siteId ?? null)
  const search = useDeferredValue(typed)
  const sites = useMemo(() => sitesOf(all ?? []), [all])
  const rows = useMemo(() => found(site ? (all ?? []).filter((asset) => asset.siteId === site) : (all ?? []), search, saidOfAsset), [all, site, search])
  // Every line is equally high, so that a list of ten thousand scrolls without a jump.
  const high = Math.round(theme.size.md * 1.4) + Math.round(theme.size.sm * 1.4) + 23
  const render = useCallback((asset: AssetItem) => <AssetRow asset={asset} high={high} />, [high])
  return (
    <Screen
      title={t('asset.many')}
      subtitle={all && t('asset.count', { count: rows.length })}
      back
      scroll={false}
      actions={<IconButton icon="scan-line" label={t('scan.title')} onPress={() => router.dismissTo('/scan' as never)} />}
      above={
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8, paddingBottom: 8 }}>
          <View style={{ flexGrow: 2, flexBasis: 180 }}>
            <TextInput label={t('picker.search')} placeholder={t('asset.search')} value={typed} onChange={setTyped} autoCorrect={false} autoCapitalize="none" inputMode="search" />
          </View>
          {sites.length > 1 && (
            <View style={{ flexGrow: 1, flexBasis: 130 }}>
              <Choice label={t('asset.site')} value={site} options={sites} onChange={setSite} placeholder={t('picker.all')} clearable />
            </View>
          )}
        </View>
      }
    >
      {all ? (
        <List
          rows={rows}
          keyOf={keyOf}
          rowHeight={high}
          flush
          label={t('asset.many')}
          onRefresh={syncNow}
          render={render}
          empty={
            all.length ? (
              <EmptyState icon="search" title={typed ? t('picker.none', { words: typed }) : t('picker.noAssets')} help={t('picker.noneHelp')} />
            ) : (
              <EmptyState icon="box" title={t('picker.noAssets')} help={t('picker.comesWithSync')} />
            )
          }
        />
      ) : (
        <View style={{ padding: 12 }}>
          <Skeleton />
        </View>
      )}
    </Screen>
  )
}

const keyOf = (asset: AssetItem): string => asset.id

function AssetRow({ asset, high }: { asset: AssetItem; high: number }) {
  const { t } = useTranslation('fieldThings')
  const out = asset.status !== 'in_service'
  const status = t(`asset.status.${asset.status}`)
  return (
    <View style={{ height: high, overflow: 'hidden' }}>
      <Row
        title={asset.name}
        detail={assetDetail(asset) || ' '}
        lines={1}
        end={out ? <Badge label={status} {...statusLook(asset.status)} /> : undefined}
        onPress={() => router.push(`/assets/${asset.id}` as never)}
      />
    </View>
  )
}

function sitesOf(assets: readonly AssetItem[]): { value: string; label: string }[] {
  const names = new Map<string, string>()
  for (const { siteId, site } of assets) if (siteId && site) names.set(siteId, site)
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
}
