import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '@/lib/ids'
import { asNumber } from '@/words/format'
import { Button, Line, Text } from '@/ui'
import { Chip, Chips } from '../Chip'
import { withItem } from '../drafts.ts'
import type { Item } from '../records.ts'
import { suggestions } from '../suggestions.ts'
import type { Wizard } from '../useWizard'
import { ItemCard } from './ItemCard'

/** What was used and what was paid for. What the office planned, and what was used lately, are one tap away. */
export function MaterialsStep(wizard: Wizard) {
  const { draft, facts, change } = wizard
  const { t } = useTranslation('fieldLog')
  const [opened, setOpened] = useState<string>()
  const offered = useMemo(() => suggestions(facts.order.planned_materials, facts.used, draft.items), [facts, draft.items])
  const add = (item: Partial<Item> & Pick<Item, 'kind'>) => {
    const key = newId()
    setOpened(key)
    change((now) => withItem(now, { key, item: '', vendor: '', quantity: '1', unit: '', unitCost: '', assetId: now.assetIds.length === 1 ? now.assetIds[0]! : null, ...item }))
  }
  return (
    <>
      {draft.items.map((item) => (
        <ItemCard key={item.key} item={item} wizard={wizard} fresh={item.key === opened} />
      ))}
      {offered.length > 0 && (
        <>
          <Text bold size="sm">
            {t(offered.some(({ planned }) => planned) ? 'materials.planned' : 'materials.lately')}
          </Text>
          <Chips label={t('materials.lately')}>
            {offered.map((each) => (
              <Chip
                key={each.item}
                icon="plus"
                label={each.planned && each.quantity ? t('materials.times', { quantity: asNumber(Number(each.quantity)), item: each.item }) : each.item}
                onPress={() => add({ kind: 'material', item: each.item, unit: each.unit, unitCost: each.unitCost, quantity: each.quantity || '1' })}
              />
            ))}
          </Chips>
        </>
      )}
      <Line>
        <Button icon="package" label={t('materials.add')} onPress={() => add({ kind: 'material' })} />
        <Button icon="briefcase" label={t('materials.addContract')} onPress={() => add({ kind: 'contract' })} />
        <Button icon="plus" label={t('materials.addOther')} onPress={() => add({ kind: 'other' })} />
      </Line>
    </>
  )
}
