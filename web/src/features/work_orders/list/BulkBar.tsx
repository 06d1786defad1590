import { type BulkResult, changeWorkOrders, type WorkOrderRow } from '@fettle/client'
import { CalendarClock, CalendarX, CircleCheckBig, Flag, Lock, OctagonX, Tag, UserRound, UsersRound, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { count } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button, IconButton } from '@/ui/button'
import { Popover } from '@/ui/overlay'
import { ReasonDialog } from '../moves/ReasonDialog'
import { PickMoment, PickPriority, PickRecord } from './editors'
import { PickTags } from './PickTags'
import { Refusals } from './Refusals'
import { canUndo, type Change, undoing } from './undoing'
import { TOUCHED } from './useRowEdit'

interface Outcome {
  result: BulkResult
  rows: WorkOrderRow[]
}

const AT_ONCE = 500

/** The API takes so many at once; more go in turn. */
async function inParts(ids: string[], change: Change): Promise<BulkResult> {
  const whole: BulkResult = { changed: 0, refused: 0, outcomes: [] }
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const { changed, refused, outcomes } = await changeWorkOrders({ body: { ...change, ids: ids.slice(at, at + AT_ONCE) } })
    whole.changed += changed
    whole.refused += refused
    whole.outcomes.push(...outcomes)
  }
  return whole
}

/** What can be done with the selected work orders at once. Those that refuse stay selected, and say why. */
export function BulkBar({ rows, onSelect }: { rows: WorkOrderRow[]; onSelect: (ids: ReadonlySet<string>) => void }) {
  const { t } = useTranslation('workOrders')
  const { may, household } = useAccount()
  const [cancelling, setCancelling] = useState(false)
  const [refusals, setRefusals] = useState<Outcome>()
  const plain = {
    do: async (change: Change): Promise<Outcome> => ({ result: await inParts(rows.map(({ id }) => id), change), rows }),
    touches: TOUCHED,
    done: ({ result }: Outcome, { action }: Change) => (result.changed ? t(`bulk.did.${action}`, { count: result.changed }) : undefined),
    then: (outcome: Outcome) => {
      setCancelling(false)
      const left = outcome.result.outcomes.filter(({ ok }) => !ok).map(({ id }) => id)
      if (left.length) setRefusals(outcome)
      onSelect(new Set(left))
    },
  }
  const final = useAct(plain)
  const reversible = useAct({
    ...plain,
    undo: ({ result, rows: before }, change) => Promise.all(undoing(before, change, result).map((body) => changeWorkOrders({ body }))),
  })
  const act = (change: Change) => (canUndo(change) ? reversible : final).mutate(change)
  const busy = final.isPending || reversible.isPending
  const panel = (label: string, icon: typeof Flag, editor: (done: (change: Change) => void) => ReactNode) => (
    <Popover label={label} className="min-w-56 p-0" trigger={<Button size="sm" icon={icon} disabled={busy}>{label}</Button>}>
      {(close) =>
        editor((change) => {
          close()
          act(change)
        })
      }
    </Popover>
  )
  const writes = may('work_orders:write')
  return (
    <>
      <div role="toolbar" aria-label={t('bulk.title')} className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-t bg-selected px-4 py-2">
        <IconButton size="sm" icon={X} label={t('bulk.none')} onClick={() => onSelect(new Set())} />
        <span role="status" className="mr-2 font-medium">{t('bulk.selected', { count: rows.length, shown: count(rows.length) })}</span>
        {writes && may('staff:read') && panel(t('bulk.assign'), UserRound, (done) => (
          <PickRecord kind="staff" label={t('bulk.assign')} none={t('common:nobody')} value={undefined} onPick={(assigneeId) => done({ action: 'assign', assigneeId })} />
        ))}
        {writes && may('staff:read') && !household && panel(t('filter.crew'), UsersRound, (done) => (
          <PickRecord kind="crew" label={t('filter.crew')} none={t('common:none')} value={undefined} onPick={(crewId) => done({ action: 'assign', crewId })} />
        ))}
        {writes && panel(t('list.priority'), Flag, (done) => <PickPriority onPick={(priority) => done({ action: 'prioritise', priority })} />)}
        {writes && panel(t('list.due'), CalendarX, (done) => <PickMoment label={t('list.due')} value={null} clears onPick={(dueAt) => done({ action: 'schedule', dueAt })} />)}
        {writes && panel(t('bulk.schedule'), CalendarClock, (done) => <PickMoment label={t('list.scheduled')} at="08:00" value={null} clears onPick={(scheduledStart) => done({ action: 'schedule', scheduledStart })} />)}
        {writes && panel(t('bulk.tag'), Tag, (done) => <PickTags onPick={(tagIds) => done({ action: 'tag', tagIds })} />)}
        {may('work_orders:approve') && <Button size="sm" icon={CircleCheckBig} disabled={busy} onClick={() => act({ action: 'approve' })}>{t('common:verb.approve')}</Button>}
        {may('work_orders:close') && <Button size="sm" icon={Lock} disabled={busy} onClick={() => act({ action: 'close' })}>{t('common:verb.close')}</Button>}
        {may('work_orders:cancel') && <Button size="sm" look="danger" icon={OctagonX} disabled={busy} onClick={() => setCancelling(true)}>{t('bulk.cancel')}</Button>}
      </div>
      {cancelling && (
        <ReasonDialog
          verb="cancel"
          title={t('bulk.cancelTitle', { count: rows.length })}
          onClose={() => setCancelling(false)}
          onGive={({ reasonId, note }) => act({ action: 'cancel', ...(reasonId && { reasonId }), ...(note && { note }) })}
        />
      )}
      {refusals && <Refusals {...refusals} onClose={() => setRefusals(undefined)} />}
    </>
  )
}
