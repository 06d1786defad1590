import { useTranslation } from 'react-i18next'
import { asNumber } from '@/words/format'
import { isAnswered } from '@/work/tasks'
import { Row } from '@/ui'
import { useAssetFacts } from '../facts.ts'
import { parsed } from '../hours.ts'
import { isEmptyItem, targetsIn } from '../lines.ts'
import type { Step } from '../records.ts'
import { STEP_ICONS } from '../steps.ts'
import type { Wizard } from '../useWizard'

/** A line for each step: what it holds, and a way back there. */
export function Held({ wizard, go }: { wizard: Wizard; go: (step: Step) => void }) {
  const { draft, facts, steps } = wizard
  const { t } = useTranslation(['fieldLog', 'common'])
  const named = useAssetFacts([...draft.assetIds, ...draft.machines.map(({ assetId }) => assetId)])
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const hours = (typed: string) => t('hours', { hours: asNumber(parsed(typed) ?? 0) })
  const workers = draft.workers.filter((each) => parsed(each.hours))
  const targets = targetsIn(draft, facts.taskFacts, facts.codes).length
  const said: Partial<Record<Step, string[]>> = {
    assets: draft.assetIds.map((id) => names.get(id) ?? '…'),
    tasks: facts.tasks.flatMap((task) => {
      const now = draft.tasks[task.id]
      return now ? [t('review.task', { title: task.title, said: t(isAnswered(task) && now.said === 'worked' ? 'tasks.on' : `tasks.${now.said}`) })] : []
    }),
    labour: [
      ...workers.map((each) => t('review.worker', { name: facts.staff.get(each.staffId) ?? t('labour.unknown'), hours: hours(each.hours) })),
      ...(targets > 1 && workers.length ? [t('review.spread', { count: targets })] : []),
    ],
    materials: draft.items.filter((item) => !isEmptyItem(item)).map((item) => t('review.item', { what: [item.vendor, item.item].filter(Boolean).join(': ') || t(`common:lineKind.${item.kind}`), quantity: asNumber(parsed(item.quantity) ?? 0), unit: item.unit || t(item.kind === 'contract' ? 'unit.job' : 'unit.each') })),
    equipment: draft.machines.filter((each) => parsed(each.hours)).map((each) => t('review.worker', { name: names.get(each.assetId) ?? '…', hours: hours(each.hours) })),
  }
  const shown = steps.filter((step) => step !== 'review' && step !== 'photos')
  return (
    <>
      {shown.map((step, place) => {
        const text = said[step] ?? []
        return <Row key={step} first={place === 0} icon={STEP_ICONS[step]} iconTone={text.length ? 'accent' : 'faint'} title={t(`step.${step}`)} detail={text.length ? text.join('\n') : t('review.none')} lines={12} onPress={() => go(step)} />
      })}
    </>
  )
}
