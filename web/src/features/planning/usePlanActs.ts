import {
  deleteMaintenancePlan,
  duplicateMaintenancePlan,
  generateMaintenancePlan,
  type ListedPlan,
  pauseMaintenancePlan,
  restoreMaintenancePlan,
  resumeMaintenancePlan,
} from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'

type Plan = Pick<ListedPlan, 'id' | 'name' | 'version'>
const TOUCHES = ['Plan', 'Occurrence', 'Calendar', 'forecast', 'foresee']
const of = ({ id }: Plan) => ({ path: { plan_id: id } })

/** What can be done with plans, wherever they are shown. */
export function usePlanActs(then: { deleted?: () => void; duplicated?: (id: string) => void } = {}) {
  const { t } = useTranslation('plans')
  const pause = useAct({
    do: (plan: Plan) => pauseMaintenancePlan(of(plan)),
    touches: TOUCHES,
    done: (_done, plan) => t('did.pause', { name: plan.name }),
    undo: (_done, plan) => resumeMaintenancePlan(of(plan)),
  })
  const resume = useAct({
    do: (plan: Plan) => resumeMaintenancePlan(of(plan)),
    touches: TOUCHES,
    done: (_done, plan) => t('did.resume', { name: plan.name }),
    undo: (_done, plan) => pauseMaintenancePlan(of(plan)),
  })
  const generate = useAct({
    do: (plan: Plan) => generateMaintenancePlan(of(plan)),
    touches: [...TOUCHES, 'WorkOrder'],
    done: (_done, plan) => t('did.generate', { name: plan.name }),
  })
  const duplicate = useAct({
    do: (plan: Plan) => duplicateMaintenancePlan({ ...of(plan), body: { name: t('copyOf', { name: plan.name }).slice(0, 200) } }),
    touches: TOUCHES,
    done: (copy) => t('did.duplicate', { name: copy.name }),
    undo: (copy) => deleteMaintenancePlan({ ...of(copy), headers: ifMatch(copy.version) }),
    then: (copy) => then.duplicated?.(copy.id),
  })
  const restore = useAct({
    do: (plan: Plan) => restoreMaintenancePlan(of(plan)),
    touches: TOUCHES,
    done: (_done, plan) => t('did.restore', { name: plan.name }),
  })
  const remove = useAct({
    do: (plan: Plan) => deleteMaintenancePlan({ ...of(plan), headers: ifMatch(plan.version) }),
    touches: TOUCHES,
    done: (_done, plan) => t('did.delete', { name: plan.name }),
    // A plan comes back resting; what ran before runs again.
    undo: async (_done, plan) => {
      const back = await restoreMaintenancePlan(of(plan))
      return (plan as ListedPlan).status === 'live' ? resumeMaintenancePlan(of(back)) : back
    },
    then: () => then.deleted?.(),
  })
  return { pause, resume, generate, duplicate, restore, remove }
}
