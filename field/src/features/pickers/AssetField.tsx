import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRow } from '@/db'
import { AssetPicker, type AssetPickerProps } from './AssetPicker'
import type { AssetItem } from './assets'
import { PickField, type PickFieldProps } from './PickField'
import { pathText, usePlace } from './places'

export interface AssetFieldProps extends Pick<PickFieldProps, 'help' | 'fault' | 'optional' | 'placeholder'>, Pick<AssetPickerProps, 'siteId' | 'without'> {
  label?: string
  value: string | null
  onChange: (id: string | null, asset: AssetItem | null) => void
}

/** An asset, chosen in a sheet. */
export function AssetField({ label, value, onChange, siteId, without, ...rest }: AssetFieldProps) {
  const { t } = useTranslation('fieldThings')
  const [open, setOpen] = useState(false)
  const asset = useRow('assets', value ?? undefined)
  const place = usePlace(asset?.site_id, asset?.location_id)
  const title = label ?? t('asset.title')
  return (
    <>
      <PickField
        {...rest}
        label={title}
        icon="box"
        text={value ? (asset?.name ?? '…') : undefined}
        detail={asset ? [asset.number, place && pathText(place)].filter(Boolean).join(' · ') : undefined}
        onPress={() => setOpen(true)}
        onClear={() => onChange(null, null)}
      />
      <AssetPicker open={open} onClose={() => setOpen(false)} title={title} siteId={siteId} without={without} chosen={value ? [value] : []} onPick={(picked) => onChange(picked?.id ?? null, picked)} />
    </>
  )
}
