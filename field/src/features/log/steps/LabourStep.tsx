import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { StaffPicker } from '@/features/pickers'
import { usePerson } from '@/session'
import { asNumber } from '@/words/format'
import { Card, EmptyState, Heading, IconButton, NumberInput, Text } from '@/ui'
import { Chip, Chips } from '../Chip'
import { withHours, withHoursForAll, withoutWorker, withWorker } from '../drafts.ts'
import { useFaultAt } from '../faultText.ts'
import { HOURS, parsed, short, typedOf } from '../hours.ts'
import { HOURS_IN_A_DAY } from '../rules.ts'
import type { Wizard } from '../useWizard'
import { WizardTimer } from './WizardTimer'

/** Who worked how long: one tap for the usual hours, one for each of the crew. */
export function LabourStep(wizard: Wizard) {
  const { draft, facts, change } = wizard
  const { t } = useTranslation('fieldLog')
  const { staffId } = usePerson()
  const [open, setOpen] = useState(false)
  const faultAt = useFaultAt(wizard)
  const there = new Set(draft.workers.map((each) => each.staffId))
  const offered = [...(staffId && facts.staff.has(staffId) ? [staffId] : []), ...facts.mates].filter((id) => !there.has(id)).slice(0, 8)
  const name = (id: string) => (id === staffId ? t('labour.me', { name: facts.staff.get(id) ?? '' }) : (facts.staff.get(id) ?? t('labour.unknown')))
  const several = draft.workers.length > 1
  return (
    <>
      {!draft.corrects && <WizardTimer {...wizard} />}
      {draft.workers.map(({ staffId: id, hours }) => (
        <Card key={id} padded>
          <View style={{ flexDirection: 'row', alignItems: 'center', minHeight: 32 }}>
            <Heading size="md" style={{ flex: 1 }}>
              {name(id)}
            </Heading>
            {several && <IconButton icon="x" tone="muted" label={t('labour.without', { name: name(id) })} onPress={() => change((now) => withoutWorker(now, id))} />}
          </View>
          <Chips tight label={t('labour.hoursOf', { name: name(id) })}>
            {HOURS.map((value) => (
              <Chip key={value} small wide label={short(value)} say={t('hours', { hours: asNumber(value) })} on={parsed(hours) === value} onPress={() => change((now) => withHours(now, id, parsed(hours) === value ? '' : typedOf(value)))} />
            ))}
            {id === staffId && facts.lastHours && !(HOURS as readonly number[]).includes(facts.lastHours) && (
              <Chip icon="history" label={t('labour.last', { hours: asNumber(facts.lastHours) })} on={parsed(hours) === facts.lastHours} onPress={() => change((now) => withHours(now, id, typedOf(facts.lastHours!)))} />
            )}
          </Chips>
          <NumberInput
            label={t('labour.hours')}
            value={hours}
            step={0.25}
            max={HOURS_IN_A_DAY}
            unit={t('labour.unit')}
            fault={faultAt(`workers.${id}`)}
            onChange={(typed) => change((now) => withHours(now, id, typed))}
          />
        </Card>
      ))}
      {several && parsed(draft.workers[0]!.hours) && draft.workers.some(({ hours }) => hours !== draft.workers[0]!.hours) ? (
        <Chip icon="users" label={t('labour.same', { hours: asNumber(parsed(draft.workers[0]!.hours)!) })} onPress={() => change((now) => withHoursForAll(now, parsed(now.workers[0]!.hours)!))} />
      ) : null}
      {draft.workers.length === 0 && <EmptyState icon="users" title={t('labour.nobody')} help={t('labour.nobodyHelp')} />}
      <Text bold size="sm">
        {t('labour.with')}
      </Text>
      <Chips label={t('labour.with')}>
        {offered.map((id) => (
          <Chip key={id} icon="plus" label={name(id)} onPress={() => change((now) => withWorker(now, id))} />
        ))}
        <Chip icon="search" label={t('labour.somebody')} onPress={() => setOpen(true)} />
      </Chips>
      <StaffPicker open={open} onClose={() => setOpen(false)} onPick={(picked) => picked && change((now) => withWorker(now, picked.id))} />
    </>
  )
}
