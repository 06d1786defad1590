import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDatabase } from '@/db'
import { find, read } from '@/features/scan'
import { type AssetItem, assetDetail, saidOfAsset, useAssetItems } from './assets'
import { type PickerProps, PickerSheet } from './PickerSheet'

export interface AssetPickerProps extends PickerProps {
  /** Only those of this site. */
  siteId?: string | null
  /** Not these. */
  without?: readonly string[]
  onPick?: (asset: AssetItem | null) => void
  /** Several at once, in place of `onPick`. */
  onPickMany?: (assets: AssetItem[]) => void
}

const titleOf = (asset: AssetItem): string => asset.name

/** Choose an asset by name, number, serial number or place. */
export const AssetPicker = (props: AssetPickerProps) => (props.open ? <Opened {...props} /> : null)

function Opened({ siteId, without, title, ...rest }: AssetPickerProps) {
  const { t } = useTranslation('fieldThings')
  const database = useDatabase()
  const all = useAssetItems()
  const scanned = useCallback(
    async (code: string) => {
      const found = await find(database, read(code))
      return found.kind === 'asset' ? found.id : undefined
    },
    [database],
  )
  const items = useMemo(() => {
    if (!siteId && !without?.length) return all
    const out = new Set(without)
    return all?.filter((asset) => (!siteId || asset.siteId === siteId) && !out.has(asset.id))
  }, [all, siteId, without])
  return (
    <PickerSheet
      {...rest}
      title={title ?? t('picker.asset')}
      kind="assets"
      items={items}
      titleOf={titleOf}
      detailOf={assetDetail}
      saidOf={saidOfAsset}
      icon={icon}
      scanned={scanned}
      empty={t('picker.noAssets')}
      emptyHelp={t('picker.comesWithSync')}
    />
  )
}

const icon = () => 'box' as const
