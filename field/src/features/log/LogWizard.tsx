import { router, useLocalSearchParams } from 'expo-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScrollView } from 'react-native'
import { useDatabase } from '@/db'
import { refused } from '@/platform/haptics'
import { takesLogs } from '@/work/status'
import { Banner, Button, EmptyState, IconButton, Screen, Sheet, Skeleton, Text, toast } from '@/ui'
import { keyOf } from './drafts.ts'
import { forgetDraft } from '@/drafts/keeping'
import { writtenFor } from './onward.ts'
import { saveLog } from './saving.ts'
import { after } from './steps.ts'
import { AssetsStep } from './steps/AssetsStep'
import { EquipmentStep } from './steps/EquipmentStep'
import { LabourStep } from './steps/LabourStep'
import { MaterialsStep } from './steps/MaterialsStep'
import { PhotosStep } from './steps/PhotosStep'
import { Review } from './steps/Review'
import { TasksStep } from './steps/TasksStep'
import { StepTabs } from './StepTabs'
import { useWizard, type Wizard } from './useWizard'

const VIEWS: Record<Wizard['draft']['step'], (wizard: Wizard) => ReactNode> = {
  assets: AssetsStep, tasks: TasksStep, labour: LabourStep, materials: MaterialsStep, equipment: EquipmentStep, photos: PhotosStep, review: Review,
}

/** Writing down what work took. Nothing is lost on the way: every step is kept on this device. */
export default function LogWizard() {
  const { id, corrects } = useLocalSearchParams<{ id: string; corrects?: string }>()
  return <Opened key={`${id} ${corrects}`} id={id} corrects={corrects} />
}

function Opened({ id, corrects }: { id: string; corrects: string | undefined }) {
  const { t } = useTranslation('fieldLog')
  const database = useDatabase()
  const { wizard, missing, kept, person } = useWizard(id, corrects, true)
  const [saving, setSaving] = useState(false)
  const [dropping, setDropping] = useState(false)
  const home = `/work-orders/${id}`
  const leave = () => (router.canGoBack() ? router.back() : router.replace(home as never))
  if (missing) {
    return (
      <Screen title={t('title')} back home="/">
        <EmptyState icon="circle-question-mark" title={t('missing')} help={t('missingHelp')} />
      </Screen>
    )
  }
  if (!wizard) {
    return (
      <Screen title={t('title')} back home={home}>
        <Skeleton />
      </Screen>
    )
  }
  const { draft, facts, lines, onward, faults, steps, go } = wizard
  if (!person.may('logs:create') || (!takesLogs(facts.order) && !kept.begun)) {
    return (
      <Screen title={t('title')} back home={home}>
        <EmptyState icon="lock" title={t(person.may('logs:create') ? (facts.order.status === 'new' ? 'notYet' : 'notAnyMore') : 'notYours')} />
      </Screen>
    )
  }
  const save = async () => {
    if (faults.length) {
      refused()
      go('review')
      return
    }
    setSaving(true)
    try {
      const now = Date.now()
      const moved = draft.corrects ? {} : writtenFor(facts.order, onward, person.may, now)
      await kept.flush()
      await saveLog(database, { draft, lines, moved, userId: person.userId, staffId: person.staffId, now })
      kept.end()
      toast({ text: t(draft.corrects ? 'corrected' : onward === 'complete' ? 'savedComplete' : 'saved') })
      leave()
    } finally {
      setSaving(false)
    }
  }
  const drop = async () => {
    kept.end()
    await forgetDraft(database, keyOf(id, corrects))
    leave()
  }
  const reviewing = draft.step === 'review'
  const next = after(steps, draft.step)
  const Step = VIEWS[draft.step]
  return (
    <Screen
      title={t(draft.corrects ? 'correctTitle' : 'title')}
      subtitle={facts.order.title}
      back
      home={home}
      actions={<IconButton icon="trash-2" label={t('drop.verb')} tone="muted" onPress={() => setDropping(true)} />}
      above={<StepTabs {...wizard} />}
      scroll={false}
      footer={
        reviewing ? (
          <Button wide look="primary" icon="check" label={t(draft.corrects ? 'verbCorrect' : onward === 'complete' ? 'verbComplete' : 'verb')} busy={saving} disabled={faults.length > 0} onPress={() => void save()} />
        ) : (
          <>
            {next !== 'review' && <Button wide look={lines.length ? 'plain' : 'primary'} label={t('next', { step: t(`step.${next}`) })} onPress={() => go(next)} />}
            <Button wide look={lines.length || next === 'review' ? 'primary' : 'plain'} icon="check-check" label={t('toReview')} onPress={() => go('review')} />
          </>
        )
      }
    >
      {/* Each step begins at its top. */}
      <ScrollView key={draft.step} keyboardShouldPersistTaps="handled" style={{ flex: 1 }} contentContainerStyle={{ padding: 12, gap: 12, paddingBottom: 24 }}>
        {kept.resumed && !reviewing && (
          <Banner icon="history" title={t('resumed')}>
            {draft.performedOn === wizard.today ? undefined : t('resumedOlder')}
          </Banner>
        )}
        <Step {...wizard} />
      </ScrollView>
      <Sheet open={dropping} title={t('drop.title')} onClose={() => setDropping(false)} footer={<Button wide look="danger" icon="trash-2" label={t('drop.verb')} onPress={() => void drop()} />}>
        <Text>{t('drop.help')}</Text>
      </Sheet>
    </Screen>
  )
}
