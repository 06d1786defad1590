import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetDetail, AssetPicker, pathText, PlacePicker, usePlace } from '@/features/pickers'
import { Chip, Chips } from '@/features/log/Chip'
import { Card, Heading, IconButton, Row } from '@/ui'
import type { QuickDraft } from './records.ts'
import { ScanSheet } from './ScanSheet'
import type { Thing } from './useQuick.ts'

export interface WhatProps {
  draft: QuickDraft
  things: readonly Thing[]
  onChange: (values: Partial<QuickDraft>) => void
}

/** What was fixed: used last, scanned, searched for, or only a place. */
export function What({ draft, things, onChange }: WhatProps) {
  const { t } = useTranslation('fieldLog')
  const [open, setOpen] = useState<'scan' | 'search' | 'place'>()
  const place = usePlace(draft.siteId, draft.locationId)
  const chosen = things.find(({ id }) => id === draft.assetId)
  const close = () => setOpen(undefined)
  const take = (asset: Pick<Thing, 'id' | 'siteId' | 'locationId'>) => onChange({ assetId: asset.id, siteId: asset.siteId, locationId: asset.locationId })
  const some = draft.assetId ?? draft.siteId ?? draft.locationId
  return (
    <>
      <Heading>{t('quick.what')}</Heading>
      {some ? (
        <Card>
          <Row
            first
            icon={draft.assetId ? 'box' : 'map-pin'}
            iconTone="accent"
            title={(draft.assetId ? chosen?.name : place?.name) ?? '…'}
            detail={draft.assetId ? chosen && assetDetail(chosen) : place && pathText(place)}
            end={<IconButton icon="x" label={t('quick.change')} onPress={() => onChange({ assetId: null, siteId: null, locationId: null })} />}
          />
        </Card>
      ) : (
        <>
          <Chips label={t('quick.what')}>
            <Chip wide icon="scan-line" label={t('quick.scan')} onPress={() => setOpen('scan')} />
            <Chip wide icon="search" label={t('quick.search')} onPress={() => setOpen('search')} />
            <Chip wide icon="map-pin" label={t('quick.place')} onPress={() => setOpen('place')} />
          </Chips>
          {things.length > 0 && (
            <Card role="group" aria-label={t('quick.last')}>
              {things.map((thing, at) => (
                <Row key={thing.id} first={at === 0} icon="box" title={thing.name} detail={assetDetail(thing)} lines={1} onPress={() => take(thing)} />
              ))}
            </Card>
          )}
        </>
      )}
      {open === 'scan' && <ScanSheet onClose={close} onAsset={(id) => onChange({ assetId: id, siteId: null, locationId: null })} />}
      <AssetPicker open={open === 'search'} onClose={close} title={t('quick.what')} onPick={(asset) => asset && take(asset)} />
      <PlacePicker open={open === 'place'} onClose={close} onPick={(picked) => picked && onChange({ assetId: null, siteId: picked.siteId, locationId: picked.locationId })} />
    </>
  )
}
