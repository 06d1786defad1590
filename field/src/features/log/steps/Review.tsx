import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { usePerson } from '@/session'
import { asMoney } from '@/words/format'
import { Banner, Card, Segmented, Text, TextInput } from '@/ui'
import { choices, stillOpen } from '../onward.ts'
import { useFaultAt } from '../faultText.ts'
import { LONGEST } from '../rules.ts'
import type { Wizard } from '../useWizard'
import { DayField } from './DayField'
import { Held } from './Held'
import { ReasonFields } from './ReasonFields'
import { WizardTimer } from './WizardTimer'

/** All that will be saved, once more, with what belongs to the whole of it. */
export function Review(wizard: Wizard) {
  const { draft, facts, faults, onward, lines, change, go } = wizard
  const { t } = useTranslation('fieldLog')
  const { may } = usePerson()
  const faultAt = useFaultAt(wizard)
  const open = stillOpen(facts.tasks, draft)
  const elsewhere = [...new Set(faults.filter(({ step }) => step !== 'review').map(({ step }) => step))]
  const cost = lines.reduce((sum, line) => sum + (line.unit_cost === null ? 0 : line.quantity * Number(line.unit_cost)), 0)
  const closed = faultAt('order')
  return (
    <>
      {closed && (
        <Banner tone="bad" icon="lock" title={closed}>
          {t('review.closedHelp')}
        </Banner>
      )}
      {elsewhere.map((step) => (
        <Banner key={step} tone="bad" icon="triangle-alert" title={t('review.look', { step: t(`step.${step}`) })}>
          {[...new Set(faults.filter((fault) => fault.step === step).map(({ code }) => t(`fault.${code}`)))].join(' ')}
        </Banner>
      ))}
      {faultAt('entry') && (
        <Banner tone="warn" icon="info" title={faultAt('entry')!}>
          {t('review.nothingHelp')}
        </Banner>
      )}
      {!draft.corrects && <WizardTimer {...wizard} quiet />}
      <Card>
        <Held wizard={wizard} go={go} />
      </Card>
      {cost > 0 && (
        <View style={{ flexDirection: 'row', justifyContent: 'space-between', paddingHorizontal: 4 }}>
          <Text tone="muted">{t('review.paid')}</Text>
          <Text bold figures>
            {asMoney(cost)}
          </Text>
        </View>
      )}
      {draft.corrects && <ReasonFields reasons={facts.reasons} value={draft.corrects} fault={faultAt('reason')} onChange={(said) => change((now) => (now.corrects ? { ...now, corrects: { ...now.corrects, ...said } } : now))} />}
      <DayField value={draft.performedOn} today={wizard.today} fault={faultAt('day')} onChange={(performedOn) => change((now) => ({ ...now, performedOn }))} />
      {!draft.corrects && choices(facts.order, may).length > 1 && (
        <Segmented
          label={t('review.then')}
          value={onward}
          options={choices(facts.order, may).map((value) => ({ value, label: t(`review.onward.${value}`) }))}
          help={open.length && onward !== 'complete' ? t('review.open', { count: open.length }) : undefined}
          fault={faultAt('onward')}
          onChange={(value) => change((now) => ({ ...now, onward: value }))}
        />
      )}
      <TextInput label={t('review.note')} optional multiline value={draft.note} fault={faultAt('note')} maxLength={LONGEST.note} onChange={(note) => change((now) => ({ ...now, note }))} />
    </>
  )
}
