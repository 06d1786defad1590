import { type Coming, type PlanDetail, skipComingOccurrence } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day, localDay } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'
import { ComingList } from '../planner/ComingList'
import { rowsOf } from '../planner/notes'
import { planValues } from '../planner/values'
import { AskReason } from './Ask'

/** The next dates of a plan, each of which can be left out. */
export function ComingPanel({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation('plans')
  const { may } = useAccount()
  const [skipped, setSkipped] = useState<Coming>()
  const today = localDay(new Date())
  const { triggers, season, dueTime } = planValues(plan, today)
  const skip = useAct({
    do: (reason: string) => skipComingOccurrence({ path: { plan_id: plan.id }, body: { key: skipped!.key, reason } }),
    touches: ['Plan', 'Occurrence', 'Calendar', 'forecast'],
    done: t('did.skip'),
    then: () => setSkipped(undefined),
  })
  const rows = rowsOf(plan.coming ?? [], { triggers, season, dueTime, zone: plan.zone, today })
  const dateOf = (coming: Coming | undefined) => (coming?.due ? day(coming.due.on, { weekday: true }) : t('next.unknown'))
  return (
    <Panel title={t('preview.coming')}>
      {plan.status === 'live' ? (
        <>
          {plan.warnings?.map((warning) => (
            <p key={warning} className="mb-2 text-sm text-muted">
              {warning}
            </p>
          ))}
          <ComingList
            rows={rows}
            verbs={(coming) =>
              may('work_orders:skip') && (
                <Button size="sm" look="quiet" aria-label={t('verb.skipOn', { date: dateOf(coming) })} onClick={() => setSkipped(coming)}>
                  {t('common:verb.skip')}
                </Button>
              )
            }
          />
        </>
      ) : (
        <p className="text-muted">{t(plan.status === 'paused' ? 'resting.paused' : 'resting.stopped')}</p>
      )}
      {skipped && (
        <AskReason
          title={t('skip.title', { date: dateOf(skipped) })}
          about={t('skip.coming')}
          verb={t('common:verb.skip')}
          busy={skip.isPending}
          onClose={() => setSkipped(undefined)}
          onGiven={(reason) => skip.mutate(reason)}
        />
      )}
    </Panel>
  )
}
