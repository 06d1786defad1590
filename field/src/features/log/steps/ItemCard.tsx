import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { usePerson } from '@/session'
import { Card, Choice, Heading, IconButton, NumberInput, TextInput } from '@/ui'
import { withItem, withoutItem } from '../drafts.ts'
import { useFaultAt } from '../faultText.ts'
import type { Item } from '../records.ts'
import { LONGEST } from '../rules.ts'
import type { Wizard } from '../useWizard'

export interface ItemCardProps {
  item: Item
  wizard: Wizard
  /** Just added: what it is has to be typed. */
  fresh: boolean
}

/** One thing used or paid for. */
export function ItemCard({ item, wizard, fresh }: ItemCardProps) {
  const { facts, change } = wizard
  const { t } = useTranslation(['fieldLog', 'common'])
  const { currency } = usePerson()
  const faultAt = useFaultAt(wizard)
  const [focus] = useState(fresh && !item.item && !item.vendor)
  const set = (values: Partial<Item>) => change((now) => withItem(now, { ...(now.items.find(({ key }) => key === item.key) ?? item), ...values }))
  const fault = (field: keyof Item) => faultAt(`items.${item.key}.${field}`)
  const contract = item.kind === 'contract'
  return (
    <Card padded>
      <View style={{ flexDirection: 'row', alignItems: 'center' }}>
        <Heading size="md" style={{ flex: 1 }}>
          {t(`common:lineKind.${item.kind}`)}
        </Heading>
        <IconButton icon="trash-2" tone="muted" label={t('materials.remove', { item: item.item || item.vendor || t(`common:lineKind.${item.kind}`) })} onPress={() => change((now) => withoutItem(now, item.key))} />
      </View>
      {contract && <TextInput label={t('materials.vendor')} value={item.vendor} onChange={(vendor) => set({ vendor })} fault={fault('vendor')} maxLength={LONGEST.vendor} autoFocus={focus} />}
      <TextInput
        label={t(item.kind === 'material' ? 'materials.item' : 'materials.what')}
        optional={contract}
        value={item.item}
        onChange={(typed) => set({ item: typed })}
        fault={fault('item')}
        maxLength={LONGEST.item}
        autoFocus={focus && !contract}
      />
      <NumberInput label={t('materials.quantity')} value={item.quantity} onChange={(quantity) => set({ quantity })} fault={fault('quantity')} />
      <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8 }}>
        <View style={{ flexGrow: 1, flexBasis: 120 }}>
          <TextInput label={t('materials.unit')} value={item.unit} onChange={(unit) => set({ unit })} placeholder={t(contract ? 'unit.job' : 'unit.each')} fault={fault('unit')} maxLength={LONGEST.unit} autoCapitalize="none" />
        </View>
        <View style={{ flexGrow: 1, flexBasis: 120 }}>
          <NumberInput label={t(contract ? 'materials.charged' : 'materials.unitCost')} optional={!contract} steps={false} unit={currency} value={item.unitCost} onChange={(unitCost) => set({ unitCost })} fault={fault('unitCost')} />
        </View>
      </View>
      {facts.assets.length > 1 && (
        <Choice label={t('materials.for')} optional value={item.assetId} options={facts.assets.map(({ id, name }) => ({ value: id, label: name }))} onChange={(assetId) => set({ assetId })} />
      )}
    </Card>
  )
}
