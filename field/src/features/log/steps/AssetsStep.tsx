import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AssetPicker } from '@/features/pickers'
import { Button, Card, EmptyState, Row, Text } from '@/ui'
import { toggled } from '../drafts.ts'
import { useAssetFacts } from '../facts.ts'
import type { Wizard } from '../useWizard'

/** What the work was on: those of the work order, and any other. */
export function AssetsStep({ draft, facts, change }: Wizard) {
  const { t } = useTranslation('fieldLog')
  const [open, setOpen] = useState(false)
  const others = draft.assetIds.filter((id) => !facts.assets.some((asset) => asset.id === id))
  const all = [...facts.assets, ...useAssetFacts(others)]
  const whole = facts.assets.length > 1 && facts.assets.every(({ id }) => draft.assetIds.includes(id))
  return (
    <>
      <Text tone="muted">{t('assets.help')}</Text>
      {all.length ? (
        <Card>
          {all.map((asset, place) => (
            <Row
              key={asset.id}
              first={place === 0}
              icon={draft.assetIds.includes(asset.id) ? 'circle-check' : 'circle'}
              iconTone={draft.assetIds.includes(asset.id) ? 'accent' : 'muted'}
              title={asset.name}
              detail={asset.number ?? undefined}
              selected={draft.assetIds.includes(asset.id)}
              onPress={() => change((now) => toggled(now, asset.id))}
            />
          ))}
        </Card>
      ) : (
        <EmptyState icon="box" title={t('assets.none')} help={t('assets.noneHelp')} />
      )}
      {facts.assets.length > 1 && (
        <Button
          icon="check-check"
          label={t(whole ? 'assets.nothing' : 'assets.all')}
          onPress={() => change((now) => ({ ...now, assetIds: whole ? [] : [...new Set([...now.assetIds, ...facts.assets.map(({ id }) => id)])] }))}
        />
      )}
      <Button icon="plus" label={t('assets.other')} onPress={() => setOpen(true)} />
      <AssetPicker
        open={open}
        onClose={() => setOpen(false)}
        without={all.map(({ id }) => id)}
        onPick={(asset) => asset && change((now) => ({ ...now, assetIds: [...new Set([...now.assetIds, asset.id])] }))}
      />
    </>
  )
}
