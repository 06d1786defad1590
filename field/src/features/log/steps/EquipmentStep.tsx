import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { AssetPicker } from '@/features/pickers'
import { asNumber } from '@/words/format'
import { Card, EmptyState, Heading, IconButton, NumberInput, Text } from '@/ui'
import { Chip, Chips } from '../Chip'
import { hoursIn, withMachine, withoutMachine } from '../drafts.ts'
import { useAssetFacts } from '../facts.ts'
import { useFaultAt } from '../faultText.ts'
import { HOURS, parsed, short, typedOf } from '../hours.ts'
import type { Wizard } from '../useWizard'

/** Which machines were used, and for how long: as long as somebody worked, if nothing else is said. */
export function EquipmentStep(wizard: Wizard) {
  const { draft, facts, change } = wizard
  const { t } = useTranslation('fieldLog')
  const [open, setOpen] = useState(false)
  const faultAt = useFaultAt(wizard)
  const ids = draft.machines.map(({ assetId }) => assetId)
  const names = new Map([...facts.machines, ...useAssetFacts(ids)].map(({ id, name }) => [id, name]))
  const longest = Math.max(0, ...draft.workers.map(({ hours }) => parsed(hours) ?? 0))
  const add = (assetId: string) => change((now) => withMachine(now, assetId, longest ? typedOf(longest) : ''))
  const offered = facts.machines.filter(({ id }) => !ids.includes(id))
  return (
    <>
      {draft.machines.map(({ assetId, hours }) => (
        <Card key={assetId} padded>
          <View style={{ flexDirection: 'row', alignItems: 'center' }}>
            <Heading size="md" style={{ flex: 1 }}>
              {names.get(assetId) ?? '…'}
            </Heading>
            <IconButton icon="trash-2" tone="muted" label={t('equipment.remove', { name: names.get(assetId) ?? '' })} onPress={() => change((now) => withoutMachine(now, assetId))} />
          </View>
          <Chips tight label={t('equipment.hours')}>
            {HOURS.map((value) => (
              <Chip key={value} small wide label={short(value)} say={t('hours', { hours: asNumber(value) })} on={parsed(hours) === value} onPress={() => change((now) => withMachine(now, assetId, typedOf(value)))} />
            ))}
          </Chips>
          <NumberInput label={t('equipment.hours')} value={hours} step={0.25} unit={t('labour.unit')} fault={faultAt(`machines.${assetId}`)} onChange={(typed) => change((now) => withMachine(now, assetId, typed))} />
        </Card>
      ))}
      {!draft.machines.length && <EmptyState icon="truck" title={t('equipment.none')} help={t(hoursIn(draft) ? 'equipment.asLong' : 'equipment.noneHelp')} />}
      <Text bold size="sm">
        {t('equipment.add')}
      </Text>
      <Chips label={t('equipment.add')}>
        {offered.map(({ id, name }) => (
          <Chip key={id} icon="plus" label={name} onPress={() => add(id)} />
        ))}
        <Chip icon="search" label={t('equipment.other')} onPress={() => setOpen(true)} />
      </Chips>
      <AssetPicker open={open} onClose={() => setOpen(false)} title={t('equipment.which')} without={ids} onPick={(asset) => asset && add(asset.id)} />
    </>
  )
}
