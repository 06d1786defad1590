/** The way through the wizard. Pure. */
import type { IconName } from '@/ui'
import { isEmptyItem } from './lines.ts'
import { parsed } from './hours.ts'
import { type LogDraft, type Step, STEPS } from './records.ts'

export const STEP_ICONS: Record<Step, IconName> = {
  assets: 'box', tasks: 'list-checks', labour: 'clock', materials: 'package', equipment: 'truck', photos: 'camera', review: 'check-check',
}

/** Steps that never apply are not there at all. */
export const stepsOf = ({ tasks, household, photos }: { tasks: number; household: boolean; photos: boolean }): Step[] =>
  STEPS.filter((step) => (step === 'tasks' ? tasks > 0 : step === 'equipment' ? !household : step === 'photos' ? photos : true))

export const after = (steps: readonly Step[], step: Step): Step => steps[Math.min(steps.length - 1, steps.indexOf(step) + 1)] ?? 'review'
export const before = (steps: readonly Step[], step: Step): Step | undefined => steps[steps.indexOf(step) - 1]

/** How much each step holds, for its tab. */
export const heldIn = (draft: LogDraft): Record<Step, number> => ({
  assets: draft.assetIds.length,
  tasks: Object.keys(draft.tasks).length,
  labour: draft.workers.filter(({ hours }) => parsed(hours)).length,
  materials: draft.items.filter((item) => !isEmptyItem(item)).length,
  equipment: draft.machines.filter(({ hours }) => parsed(hours)).length,
  photos: 0,
  review: 0,
})
